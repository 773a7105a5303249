import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { receiptWords } from "./support/portal.ts";
import { PORTAL_URL } from "./support/product.ts";

const TEXT = "Suất ăn ca đêm tuần này nguội, anh em phải mang thêm cơm nhà";

test.describe("a member without JavaScript, on a phone of 320 px", () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });

  test("says something, copies the receipt and opens it again", async ({ page, context }) => {
    await page.goto("/gui-y-kien");
    await page.getByLabel("Điều anh chị muốn nói").fill(TEXT);
    await page.getByRole("button", { name: "Gửi ý kiến" }).click();
    await expect(page.getByRole("heading", { name: "Chép chín từ này ra giấy" })).toBeVisible();
    const words = await receiptWords(page);
    expect(words).toHaveLength(9);
    expect(page.url()).toBe(`${PORTAL_URL}/gui-y-kien`);
    expect(await page.title()).not.toContain(words[0] ?? "?");

    await page.goto("/theo-doi");
    for (const [place, word] of words.entries()) await page.getByLabel(`Từ thứ ${place + 1}`).fill(word);
    await page.getByRole("button", { name: "Xem ý kiến của tôi" }).click();
    await expect(page.getByText(TEXT)).toBeVisible();
    await expect(page.getByRole("heading", { name: "Đã nhận, chờ người đọc" })).toBeVisible();
    expect(page.url()).toBe(`${PORTAL_URL}/theo-doi`);
    expect(await context.cookies()).toEqual([]);
    expect(await isWiderThanWindow(page)).toBe(false);
  });

  test("is told what to change, and loses nothing typed", async ({ page }) => {
    await page.goto("/gui-y-kien");
    await page.getByLabel("Điều anh chị muốn nói").fill("ơ");
    await page.getByLabel("Chờ lẫn với các ý kiến khác").check();
    await page.getByRole("button", { name: "Gửi ý kiến" }).click();
    await expect(page.getByRole("heading", { name: "Chưa gửi được" })).toBeVisible();
    await expect(page.getByLabel("Điều anh chị muốn nói")).toHaveValue("ơ");
    await expect(page.getByLabel("Chờ lẫn với các ý kiến khác")).toBeChecked();
  });
});

test("sending the same form twice stores one opinion and shows one receipt", async ({ page }) => {
  await page.goto("/gui-y-kien");
  await page.getByLabel("Điều anh chị muốn nói").fill("Xe ca tuyến Bắc hôm nay trễ hai mươi phút");
  await page.getByRole("button", { name: "Gửi ý kiến" }).click();
  const first = await receiptWords(page);
  await page.reload();
  expect(await receiptWords(page)).toEqual(first);
});

test("a receipt that opens nothing says so calmly", async ({ page }) => {
  await page.goto("/theo-doi");
  for (let place = 1; place <= 9; place += 1) await page.getByLabel(`Từ thứ ${place}`).fill("xyz");
  await page.getByRole("button", { name: "Xem ý kiến của tôi" }).click();
  await expect(page.getByText("Không có ý kiến nào mở được bằng chín từ này")).toBeVisible();
  await expect(page.getByLabel("Từ thứ 1")).toHaveValue("xyz");
});

test("an article shows who signs it, when, and its sources", async ({ page }) => {
  await page.goto("/bai-viet");
  await page.getByRole("link", { name: "Sắp xếp lại đơn vị: chưa có quyết định giảm người" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("chưa có quyết định giảm người");
  await expect(page.getByRole("heading", { name: "Nguồn" })).toBeVisible();
  await expect(page.getByText(/đăng \d{2}\/\d{2}\/\d{4}/).first()).toBeVisible();
});

for (const path of ["/", "/gui-y-kien", "/theo-doi", "/bai-viet", "/dieu-duoc-giu", "/kenh-chinh-thuc", "/en", "/en/gui-y-kien"]) {
  test(`the page ${path} asks nobody else, keeps nothing, and holds for everybody`, async ({ page, context }) => {
    const foreign: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(PORTAL_URL) && !request.url().startsWith("data:")) foreign.push(request.url());
    });
    await page.goto(path, { waitUntil: "networkidle" });
    expect(foreign).toEqual([]);
    expect(await context.cookies()).toEqual([]);
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await isWiderThanWindow(page)).toBe(false);
  });
}

async function isWiderThanWindow(page: Page): Promise<boolean> {
  const [inner, whole] = await Promise.all([
    page.viewportSize()?.width ?? 0,
    page
      .locator("body")
      .evaluate((body) => body.scrollWidth)
      .catch(() => 0),
  ]);
  return whole > inner;
}
