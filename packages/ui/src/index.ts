export { BrandMark } from "./components/brand-mark.tsx";
export { Button, type ButtonLook, buttonClass } from "./components/button.tsx";
export { ChipSelect } from "./components/chip-select.tsx";
export { Dialog } from "./components/dialog.tsx";
export { EmptyState } from "./components/empty-state.tsx";
export { Field, inputClass } from "./components/field.tsx";
export { Kbd } from "./components/kbd.tsx";
export { type UrgencyLevel, UrgencyMark } from "./components/urgency-mark.tsx";
