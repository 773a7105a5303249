import { randomUUID } from "node:crypto";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { rowWith, signIn } from "./support/console.ts";
import { receiptWords } from "./support/portal.ts";
import { callApi, PORTAL_URL } from "./support/product.ts";

const PHONE = "0912 345 678";
const SUBMIT = "mutation ($input: SubmitOpinionInput!) { submitOpinion(input: $input) { __typename } }";

const write = async (page: Page, text: string) => {
  await page.goto(`${PORTAL_URL}/gui-y-kien`);
  await page.getByLabel("Điều anh chị muốn nói").fill(text);
};
const send = (page: Page) => page.getByRole("button", { name: "Gửi ý kiến", exact: true }).click();
const receivedText = async (page: Page) => {
  const words = await receiptWords(page);
  await page.goto(`${PORTAL_URL}/theo-doi`);
  for (const [place, word] of words.entries()) await page.getByLabel(`Từ thứ ${place + 1}`).fill(word);
  await page.getByRole("button", { name: "Xem ý kiến của tôi" }).click();
  return page.getByRole("main");
};

test.describe("before an opinion with a phone number is sent, a member without JavaScript is asked", () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 375, height: 720 } });

  test("and has it covered: the number is never stored, and the sender sees what was sent", async ({ page }) => {
    const mark = randomUUID().slice(0, 8);
    await write(page, `Lương trả chậm ${mark}, gọi tôi ${PHONE}`);
    await send(page);
    await expect(page.getByRole("heading", { name: "Trong lời viết có vẻ có thông tin riêng" })).toBeVisible();
    await expect(page.getByText(`số điện thoại: ${PHONE}`)).toBeVisible();
    await expect(page.getByLabel("Điều anh chị muốn nói")).toHaveValue(`Lương trả chậm ${mark}, gọi tôi ${PHONE}`);
    await page.getByRole("button", { name: "Che giúp tôi rồi gửi" }).click();
    await expect(await receivedText(page)).toContainText(`Lương trả chậm ${mark}, gọi tôi [số điện thoại]`);
  });

  test("and may send it as it is", async ({ page }) => {
    await write(page, `Nhờ gọi lại ${PHONE}`);
    await send(page);
    await page.getByRole("button", { name: "Gửi nguyên như vậy" }).click();
    await expect(await receivedText(page)).toContainText(`Nhờ gọi lại ${PHONE}`);
  });

  test("and may change it first; what holds nothing of the kind is sent at once", async ({ page }) => {
    await write(page, `Nhờ gọi lại ${PHONE}`);
    await send(page);
    await page.getByLabel("Điều anh chị muốn nói").fill("Nhờ công đoàn xem lại giờ xe ca sáng");
    await send(page);
    expect(await receiptWords(page)).toHaveLength(9);
  });
});

test("with JavaScript a member is told while typing, and one press covers it", async ({ page }) => {
  await write(page, `Bếp ăn nguội, hỏi thêm ${PHONE}`);
  await expect(page.getByRole("status").filter({ hasText: "số điện thoại" })).toBeVisible();
  await page.getByRole("button", { name: "Che giúp tôi" }).click();
  await expect(page.getByLabel("Điều anh chị muốn nói")).toHaveValue("Bếp ăn nguội, hỏi thêm [số điện thoại]");
  await send(page);
  expect(await receiptWords(page)).toHaveLength(9);
});

test("the question before sending holds for everybody: in both themes, and at 320 px", async ({ page }) => {
  await write(page, `Nhờ gọi lại ${PHONE}, nhà ở số 12 đường Lê Lợi, phường Thắng Tam, Vũng Tàu`);
  await send(page);
  await expect(page.getByRole("alert").filter({ hasText: PHONE })).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  }
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.locator("html").evaluate((html) => html.scrollWidth > html.clientWidth)).toBe(false);
});

test("a moderator sees the cover in list and pane, reveals it with a reason, and finds it covered again", async ({ page }) => {
  const mark = randomUUID().slice(0, 8);
  await callApi(SUBMIT, { input: { text: `Máy lạnh phòng trực hỏng ${mark}, gọi ${PHONE}` } });
  await signIn(page, "MODERATOR");
  await rowWith(page, mark).getByRole("button").click();
  const words = page.getByRole("main").getByRole("article");
  await expect(words).toContainText("số điện thoại");
  await expect(page.getByText(PHONE)).toHaveCount(0);

  await page.getByRole("button", { name: "Xem phần bị che" }).click();
  const dialog = page.getByRole("dialog", { name: "Xem phần bị che" });
  await dialog.getByLabel("Lý do").fill("vì cần");
  await dialog.getByRole("button", { name: "Xem", exact: true }).click();
  await expect(dialog.getByText("Lý do còn quá ngắn")).toBeVisible();
  await dialog.getByLabel("Lý do").fill("Gọi lại để hẹn người đến sửa");
  await dialog.getByRole("button", { name: "Xem", exact: true }).click();
  await expect(words.getByText(PHONE)).toBeVisible();

  await page.keyboard.press("j");
  await expect(page.getByText(PHONE)).toHaveCount(0);
  await page.keyboard.press("k");
  await expect(words).toContainText(mark);
  await expect(page.getByText(PHONE)).toHaveCount(0);
});
