import { clsx } from "clsx";
import type { ReactNode } from "react";

/** The classes of a text field or a choice list. */
export function inputClass(className?: string): string {
  return clsx(
    "min-h-(--ctl-h) w-full rounded-sm border border-line-strong bg-surface px-2.5 py-1.5 text-ink aria-invalid:border-hotspot aria-invalid:outline aria-invalid:outline-hotspot",
    className,
  );
}

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  /** Given id and what describes it: put both on the control. */
  readonly children: (control: { id: string; "aria-describedby": string | undefined; "aria-invalid": true | undefined }) => ReactNode;
}

/** A label above, a hint and an error below it, and the control that all three belong to. */
export function Field({ id, label, hint, error, children }: FieldProps) {
  const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      {error && (
        <p id={`${id}-error`} className="mb-1 font-semibold text-hotspot">
          {error}
        </p>
      )}
      {children({ id, "aria-describedby": described || undefined, "aria-invalid": error ? true : undefined })}
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-sm text-ink-3">
          {hint}
        </p>
      )}
    </div>
  );
}
