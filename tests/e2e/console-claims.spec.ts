import { randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { rowWith, signIn, waitUntilLive } from "./support/console.ts";
import { callApi } from "./support/product.ts";

test("two moderators see each other at an opinion, one claims it, the other is told by whom, and leaving gives it back", async ({
  page,
  browser,
}) => {
  await signIn(page, "MODERATOR");
  await waitUntilLive(page);
  const text = await anArrival();
  await page.getByRole("button", { name: /ý kiến mới/ }).click();
  const colleague = await (await browser.newContext({ locale: "vi-VN", timezoneId: "Asia/Ho_Chi_Minh" })).newPage();
  await signIn(colleague, "CASE_HANDLER");
  await waitUntilLive(colleague);
  const farewells = farewellsOf(colleague);

  await rowWith(page, text).getByRole("button").click();
  await expect(rowWith(colleague, text).getByText("Trần Mai Hạnh đang xem")).toBeVisible();
  await expect(rowWith(page, text).getByText("Trần Mai Hạnh đang xem")).toBeHidden();

  await page.keyboard.press("n");
  await expect(rowWith(page, text).getByText("Anh chị đang xử lý")).toBeVisible();
  await expect(rowWith(colleague, text).getByText("Trần Mai Hạnh đang xử lý")).toBeVisible();

  await rowWith(colleague, text).getByRole("button").click();
  await colleague.keyboard.press("n");
  await expect(colleague.getByRole("alert").filter({ hasText: "Trần Mai Hạnh đang xử lý ý kiến này" })).toBeVisible();
  await colleague.keyboard.press("t");
  await colleague.getByRole("dialog").getByRole("button", { name: "Phân loại" }).click();
  await expect(colleague.getByRole("alert").filter({ hasText: "Trần Mai Hạnh đang xử lý ý kiến này" })).toBeVisible();
  await expect(rowWith(page, text).getByText("Phạm Văn Toàn đang xem")).toBeVisible();
  expect(farewells).toEqual([]);

  await page.goto("about:blank");
  await expect(rowWith(colleague, text).getByText("Trần Mai Hạnh đang xử lý")).toBeHidden();
  await colleague.keyboard.press("n");
  await expect(rowWith(colleague, text).getByText("Anh chị đang xử lý")).toBeVisible();
  await colleague.context().close();
});

test("the next twenty-five are reserved at one key, and stand first", async ({ page }) => {
  await signIn(page, "MODERATOR");
  await waitUntilLive(page);
  await page.keyboard.press("b");
  await expect(page.getByText(/Đã nhận \d+ ý kiến/)).toBeVisible();
  const rows = page.getByRole("list", { name: "Danh sách ý kiến" }).getByRole("listitem");
  await expect(rows.first().getByText("Anh chị đang xử lý")).toBeVisible();
  await expect(page.getByRole("button", { name: /Trả lại/ })).toBeVisible();
});

test("whoever opens an article sees that a colleague is writing in it, and that they have gone", async ({ page, browser }) => {
  await signIn(page, "EDITOR", "/articles/new");
  const title = page.getByLabel("Tiêu đề", { exact: false }).first();
  await title.fill(`Lịch xe ca đêm ${randomUUID().slice(0, 8)}`);
  await page.getByRole("button", { name: "Lưu" }).click();
  await page.waitForURL(/\/articles\/[0-9a-f-]{36}$/);
  const colleague = await (await browser.newContext({ locale: "vi-VN", timezoneId: "Asia/Ho_Chi_Minh" })).newPage();
  await signIn(colleague, "APPROVER", new URL(page.url()).pathname);
  await expect(colleague.getByText("Ngô Lan Phương đang xem")).toBeVisible();
  await title.press("End");
  await title.pressSequentially(" mới");
  await expect(colleague.getByText("Ngô Lan Phương đang làm")).toBeVisible();
  await page.goto("about:blank");
  await expect(colleague.getByText("Ngô Lan Phương đang")).toBeHidden();
  await colleague.context().close();
});

async function anArrival(): Promise<string> {
  const text = `Chỗ để xe ca đêm thiếu đèn ${randomUUID()}`;
  await callApi("mutation ($input: SubmitOpinionInput!) { submitOpinion(input: $input) { __typename } }", { input: { text } });
  return text;
}

/** What the page says on leaving: on a slow line it may arrive after what is said next, and hide who is still there. */
function farewellsOf(page: Page): string[] {
  const farewells: string[] = [];
  page.on("request", (request) => {
    if (request.postData()?.includes("LeavePresence")) farewells.push(request.postData() ?? "");
  });
  return farewells;
}
