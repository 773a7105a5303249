import { randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { rowWith, signIn, waitUntilLive } from "./support/console.ts";
import { receiptWords } from "./support/portal.ts";
import { CONSOLE_URL, callApi, PORTAL_URL } from "./support/product.ts";

/** One opinion's whole way: said on the portal, seen live, triaged, answered by an article that a second person approves, found with the receipt, read by an outside system. */
test("a member says something, and finds the union's answer with the receipt", async ({ browser }) => {
  test.setTimeout(120_000);
  const text = `Ca đêm tháng này thiếu tiền phụ cấp, tổ tôi ai cũng thiếu ${randomUUID()}`;
  const title = `Phụ cấp ca đêm sẽ trả bù ${randomUUID().slice(0, 8)}`;
  const windowOf = async (options = {}) => (await browser.newContext({ locale: "vi-VN", timezoneId: "Asia/Ho_Chi_Minh", ...options })).newPage();

  const moderator = await windowOf();
  await signIn(moderator, "MODERATOR");
  await waitUntilLive(moderator);

  const member = await windowOf({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const receipt = await say(member, text);

  // Without a reload, the moment it is committed.
  await moderator.getByRole("button", { name: /ý kiến mới/ }).click();
  await rowWith(moderator, text).getByRole("button").click();
  await moderator.keyboard.press("t");
  await moderator.getByLabel("Chủ đề").last().selectOption({ label: "Tiền lương" });
  await moderator.getByRole("dialog").getByText("Khẩn", { exact: true }).click();
  await moderator.getByRole("dialog").getByRole("button", { name: "Phân loại" }).click();
  await expect(rowWith(moderator, text)).toBeHidden();

  const editor = await windowOf();
  await signIn(editor, "EDITOR", "/opinions?status=TRIAGED");
  await rowWith(editor, text).getByRole("button").click();
  await editor.getByRole("link", { name: "Viết bài trả lời" }).click();
  await write(editor, { title });
  await expect(editor.getByText(text.slice(0, 40)).first()).toBeVisible();
  await editor.getByRole("button", { name: "Lưu" }).click();
  await editor.waitForURL(/\/articles\/[0-9a-f-]{36}$/);
  await editor.getByRole("button", { name: "Gửi duyệt" }).click();
  await expect(editor.getByText("Ngô Lan Phương gửi duyệt")).toBeVisible();
  await expect(editor.getByRole("button", { name: "Duyệt", exact: true })).toBeHidden();

  const approver = await windowOf();
  await signIn(approver, "APPROVER", new URL(editor.url()).pathname);
  await approver.getByRole("button", { name: "Duyệt", exact: true }).click();
  await expect(approver.getByText("Đặng Quốc Bảo duyệt")).toBeVisible();
  await approver.getByRole("button", { name: "Đăng", exact: true }).click();
  await approver.getByRole("dialog").getByRole("button", { name: "Đăng ngay" }).click();
  await expect(approver.getByText("Đặng Quốc Bảo đăng bài")).toBeVisible();

  await expect(async () => {
    await open(member, receipt);
    await expect(member.getByRole("heading", { level: 1, name: "Đã có câu trả lời" })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  await member.getByRole("link", { name: "Đọc bài đầy đủ, có nguồn" }).click();
  await expect(member.getByRole("heading", { level: 1 })).toContainText(title);
  await expect(member.getByText("Công văn của Phòng Nhân sự")).toBeVisible();

  const { opinions } = await callApi(
    "query ($filter: OpinionFilter) { opinions(filter: $filter) { edges { node { status topic { code } urgency history { kind } } } } }",
    {
      filter: { text: text.slice(-36) },
    },
  );
  expect(opinions.edges).toEqual([
    { node: { status: "ANSWERED", topic: { code: "WAGES" }, urgency: "URGENT", history: [{ kind: "TRIAGED" }, { kind: "ANSWERED" }] } },
  ]);
  const { articles } = await callApi("{ articles(first: 1) { edges { node { title byline sources { title } } } } }");
  expect(articles.edges[0].node).toMatchObject({ title, byline: "Ban Chính sách", sources: [{ title: "Công văn của Phòng Nhân sự" }] });
});

async function say(page: Page, text: string): Promise<string[]> {
  await page.goto(`${PORTAL_URL}/gui-y-kien`);
  await page.getByLabel("Điều anh chị muốn nói").fill(text);
  await page.getByRole("button", { name: "Gửi ý kiến" }).click();
  return receiptWords(page);
}

async function open(page: Page, receipt: readonly string[]): Promise<void> {
  await page.goto(`${PORTAL_URL}/theo-doi`);
  for (const [place, word] of receipt.entries()) await page.getByLabel(`Từ thứ ${place + 1}`).fill(word);
  await page.getByRole("button", { name: "Xem ý kiến của tôi" }).click();
}

async function write(page: Page, { title }: { title: string }): Promise<void> {
  await page.waitForURL(`${CONSOLE_URL}/articles/new**`);
  await page.getByLabel("Tiêu đề").fill(title);
  await page
    .getByLabel("Trả lời ngắn")
    .fill("Có thiếu, do lỗi máy chấm công. Phần thiếu được trả cùng kỳ lương giữa tháng, anh chị không cần làm đơn.");
  await page
    .getByLabel("Nội dung", { exact: true })
    .fill("Phòng Nhân sự xác nhận lỗi [1].\n\n## Anh chị nên làm gì\n\n- So phiếu lương với bảng chấm công.");
  await page.getByLabel("Ký tên").fill("Ban Chính sách");
  await page.getByRole("button", { name: "Thêm nguồn" }).click();
  await page.getByLabel("Tên nguồn").fill("Công văn của Phòng Nhân sự");
}
