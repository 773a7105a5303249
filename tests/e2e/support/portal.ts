import { expect, type Page } from "@playwright/test";

/** The receipt's eight words, once the page shows them. */
export async function receiptWords(page: Page): Promise<string[]> {
  const words = page.getByRole("list", { name: "Mã biên nhận, tám từ" }).getByRole("listitem");
  await expect(words).toHaveCount(8);
  return (await words.allTextContents()).map((word) => word.replace(/[\d\s]/g, ""));
}
