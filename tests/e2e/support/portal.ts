import { expect, type Page } from "@playwright/test";

/** The receipt's nine words, once the page shows them. */
export async function receiptWords(page: Page): Promise<string[]> {
  const words = page.getByRole("list", { name: "Mã biên nhận, chín từ" }).getByRole("listitem");
  await expect(words).toHaveCount(9);
  return (await words.allTextContents()).map((word) => word.replace(/[\d\s]/g, ""));
}
