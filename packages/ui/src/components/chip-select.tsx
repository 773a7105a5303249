import { clsx } from "clsx";

interface ChipSelectProps {
  readonly label: string;
  /** "" is nothing chosen: the chip then shows its label. */
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly word: string }[];
  readonly onChange: (value: string) => void;
  readonly className?: string;
}

/** A choice list in the shape of a chip: the platform's own, so it works by keyboard, by touch and read aloud. */
export function ChipSelect({ label, value, options, onChange, className }: ChipSelectProps) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      className={clsx(
        "min-h-(--ctl-h) max-w-56 rounded-full px-2.5 text-sm shadow-[inset_0_0_0_1px_var(--line)] [field-sizing:content]",
        className,
        value ? "bg-accent-soft font-medium text-accent-soft-ink" : "bg-sunken text-ink-2 hover:bg-hover",
      )}
    >
      <option value="">{label}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.word}
        </option>
      ))}
    </select>
  );
}
