import { isWellFormedText } from "@langnghe/text";
import { InvalidInput } from "./domain-error.ts";

/** Short texts from outside, before they reach the database. @throws InvalidInput for NUL and halves of surrogate pairs. */
export function requireWellFormed(...texts: readonly string[]): void {
  if (texts.every(isWellFormedText)) return;
  throw new InvalidInput({
    vi: "Có ký tự hỏng không lưu được. Xóa ký tự lạ hoặc gõ lại chỗ đó.",
    en: "There are broken characters that cannot be kept. Delete them or type that part again.",
  });
}
