import { randomUUID } from "node:crypto";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { receiptWords } from "./support/portal.ts";
import { PORTAL_URL } from "./support/product.ts";

test.describe("without JavaScript, on a phone of 320 px", () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });

  test("a member takes an opinion back: the words are gone, and the receipt says so", async ({ page, context }) => {
    const text = `Tôi nói điều này rồi đổi ý ${randomUUID()}`;
    await page.goto("/gui-y-kien");
    await page.getByLabel("Điều anh chị muốn nói").fill(text);
    await page.getByRole("button", { name: "Gửi ý kiến" }).click();
    const words = await receiptWords(page);
    const open = async () => {
      await page.goto("/theo-doi");
      for (const [place, word] of words.entries()) await page.getByLabel(`Từ thứ ${place + 1}`).fill(word);
      await page.getByRole("button", { name: "Xem ý kiến của tôi" }).click();
    };
    await open();
    await expect(page.getByText(text)).toBeVisible();
    await page.getByText("Rút ý kiến này").click();
    await page.getByLabel("Gõ lại chín từ của mã biên nhận").fill(words.join(" "));
    await page.getByRole("button", { name: "Rút và xóa hẳn" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Ý kiến đã được rút" })).toBeVisible();
    expect(page.url()).toBe(`${PORTAL_URL}/theo-doi`);
    await open();
    await expect(page.getByRole("heading", { level: 1, name: "Ý kiến đã được rút" })).toBeVisible();
    await expect(page.getByText(text)).toBeHidden();
    await expect(page.getByText("Rút ý kiến này")).toBeHidden();
    expect(await context.cookies()).toEqual([]);
  });
});

test("words that open nothing take nothing back, and are still there to be corrected", async ({ page }) => {
  await page.goto("/gui-y-kien");
  await page.getByLabel("Điều anh chị muốn nói").fill(`Ý kiến này ở lại ${randomUUID()}`);
  await page.getByRole("button", { name: "Gửi ý kiến" }).click();
  const words = await receiptWords(page);
  await page.goto("/theo-doi");
  for (const [place, word] of words.entries()) await page.getByLabel(`Từ thứ ${place + 1}`).fill(word);
  await page.getByRole("button", { name: "Xem ý kiến của tôi" }).click();
  await page.getByText("Rút ý kiến này").click();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByLabel("Gõ lại chín từ của mã biên nhận").fill("một hai ba");
  await page.getByRole("button", { name: "Rút và xóa hẳn" }).click();
  await expect(page.getByRole("heading", { name: "Chưa mở được" })).toBeVisible();
  await expect(page.getByLabel("Từ thứ 1")).toHaveValue("một");
});
