import { clsx } from "clsx";
import type { ButtonHTMLAttributes } from "react";

export type ButtonLook = "primary" | "plain" | "bare";

const LOOKS: Readonly<Record<ButtonLook, string>> = {
  primary: "bg-accent text-on-accent hover:bg-accent-hover",
  plain: "bg-surface text-ink shadow-[inset_0_0_0_1px_color-mix(in_srgb,var(--line-strong)_45%,var(--line))] hover:bg-hover",
  bare: "text-ink-2 hover:bg-hover hover:text-ink",
};

/** The classes of a button, for links that look like one. */
export function buttonClass(look: ButtonLook = "plain", className?: string): string {
  return clsx(
    "inline-flex min-h-(--ctl-h) items-center justify-center gap-2 rounded-sm px-3 py-1 text-sm font-medium no-underline",
    "disabled:cursor-not-allowed disabled:bg-sunken disabled:text-ink-3 disabled:shadow-[inset_0_0_0_1px_var(--line)]",
    LOOKS[look],
    className,
  );
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: ButtonLook;
}

/** One filled (primary) button a view. */
export function Button({ look = "plain", className, type = "button", ...rest }: ButtonProps) {
  return <button type={type} className={buttonClass(look, className)} {...rest} />;
}
