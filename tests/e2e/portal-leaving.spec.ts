import { expect, test } from "@playwright/test";
import { receiptWords } from "./support/portal.ts";
import { PORTAL_URL } from "./support/product.ts";

const TEXT = "Tổ trưởng ép ký giấy tự nguyện làm thêm";

for (const [language, path, button] of [
  ["Vietnamese", "", "Thoát nhanh"],
  ["English", "/en", "Leave quickly"],
] as const) {
  test(`whoever leaves from the ${language} pages is told to the browser as one to forget`, async ({ page, request }) => {
    await page.goto(`${path}/gui-y-kien`);
    await page.getByRole("link", { name: button }).click();
    await expect(page).toHaveURL("about:blank");
    const headers = (await request.get(`${PORTAL_URL}${path}/thoat`)).headers();
    expect(headers["clear-site-data"]).toBe('"cache", "cookies", "storage"');
    expect(headers["cache-control"]).toBe("no-store");
    await page.goBack();
    expect(await page.content()).not.toContain("textarea");
  });
}

test("what the browser kept of this site is gone after leaving", async ({ page, context }) => {
  await page.goto("/");
  await page.evaluate('localStorage.setItem("trace", "1"); document.cookie = "trace=1"');
  await page.getByRole("link", { name: "Thoát nhanh" }).click();
  await expect(page).toHaveURL("about:blank");
  await page.goto("/");
  expect(await page.evaluate("localStorage.length")).toBe(0);
  expect(await context.cookies()).toEqual([]);
});

test("Esc three times leaves any page at once, the receipt too, and back does not lead to it", async ({ page }) => {
  await page.goto("/gui-y-kien");
  await page.getByLabel("Điều anh chị muốn nói").fill(TEXT);
  await page.getByRole("button", { name: "Gửi ý kiến" }).click();
  const words = await receiptWords(page);
  for (let count = 0; count < 3; count += 1) await page.keyboard.press("Escape");
  await expect(page).toHaveURL("about:blank");
  await page.goBack();
  const shown = await page.content();
  for (const word of [...words.slice(0, 3), TEXT]) expect(shown.includes(`>${word}<`)).toBe(false);
});

test("Esc once or twice, or slowly, leaves nobody in the middle of writing", async ({ page }) => {
  await page.goto("/gui-y-kien");
  await page.getByLabel("Điều anh chị muốn nói").fill(TEXT);
  for (const key of ["Escape", "Escape", "a", "Escape"]) await page.keyboard.press(key);
  await expect(page.getByLabel("Điều anh chị muốn nói")).toHaveValue(`${TEXT}a`);
});

test("without JavaScript the way out is a link like any other", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: PORTAL_URL });
  const page = await context.newPage();
  await page.goto("/theo-doi");
  await page.getByRole("link", { name: "Thoát nhanh" }).click();
  await expect(page).toHaveURL("about:blank");
  await context.close();
});
