"use client";
import { inputClass } from "@langnghe/ui";
import type { TextareaHTMLAttributes } from "react";

/** One line of text that wraps: as long as it needs to be, without line ends of its own. */
export function GrowingText({
  className,
  onValue,
  ...rest
}: TextareaHTMLAttributes<HTMLTextAreaElement> & { readonly onValue: (value: string) => void }) {
  return (
    <textarea
      rows={1}
      {...rest}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !event.nativeEvent.isComposing) event.preventDefault();
      }}
      onChange={({ target }) => onValue(target.value.replace(/\s*\n\s*/g, " "))}
      className={inputClass(`block resize-none [field-sizing:content] ${className ?? ""}`)}
    />
  );
}
