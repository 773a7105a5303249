export { BrandMark } from "./components/brand-mark.tsx";
