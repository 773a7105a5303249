import { randomUUID } from "node:crypto";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { rowWith, signIn, waitUntilLive } from "./support/console.ts";
import { API_URL, CONSOLE_URL, callApi } from "./support/product.ts";

test("without a session one is sent to the sign-in and back to where one wanted to go", async ({ page }) => {
  await page.goto("/opinions?status=TRIAGED");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByLabel("Thư điện tử").fill("moderator@tanlach.example");
  await page.getByLabel("Mật khẩu").fill("sai mật khẩu rồi");
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Chưa đăng nhập được" })).toBeVisible();
  await expect(page.getByLabel("Thư điện tử")).toHaveValue("moderator@tanlach.example");
});

test("arrivals wait behind a button, so that nothing jumps", async ({ page }) => {
  await signIn(page, "MODERATOR");
  await waitUntilLive(page);
  const first = await page.getByRole("list", { name: "Danh sách ý kiến" }).getByRole("listitem").first().textContent();
  const text = await anArrival();
  await expect(page.getByRole("button", { name: /1 ý kiến mới/ })).toBeVisible();
  expect(await page.getByRole("list", { name: "Danh sách ý kiến" }).getByRole("listitem").first().textContent()).toBe(first);
  await page.keyboard.press("r");
  await expect(rowWith(page, text)).toBeVisible();
});

test("by keyboard alone: open, set aside with a reason, and take it back", async ({ page }) => {
  await signIn(page, "MODERATOR");
  await waitUntilLive(page);
  const text = await anArrival();
  await expect(page.getByRole("button", { name: /ý kiến mới/ })).toBeVisible();
  await page.keyboard.press("r");
  await expect(rowWith(page, text)).toBeVisible();
  await page.keyboard.press("j");
  await expect(page.getByRole("main").getByText(text)).toBeVisible();
  await page.keyboard.press("g");
  await page.getByRole("button", { name: /Gửi thử/ }).press("Enter");
  await expect(rowWith(page, text)).toBeHidden();
  await page.keyboard.press("z");
  await expect(page.getByRole("main").getByText(text)).toBeVisible();
  await expect(page.getByRole("main").getByRole("status").filter({ hasText: "Chờ phân loại" })).toBeVisible();
  await expect(page.getByText("Trần Mai Hạnh gác lại: gửi thử")).toBeVisible();
});

test("a colleague's decision greys the row in its place, and a late one of mine is refused by name", async ({ page, browser }) => {
  await signIn(page, "MODERATOR");
  await waitUntilLive(page);
  const text = await anArrival();
  await page.getByRole("button", { name: /ý kiến mới/ }).click();
  const colleague = await (await browser.newContext({ locale: "vi-VN", timezoneId: "Asia/Ho_Chi_Minh" })).newPage();
  await signIn(colleague, "CASE_HANDLER");
  await rowWith(colleague, text).getByRole("button").click();
  await rowWith(page, text).getByRole("button").click();
  // My window hears nothing for a moment, so I decide on what I still see.
  await page.context().setOffline(true);
  await colleague.keyboard.press("t");
  await colleague.getByRole("dialog").getByRole("button", { name: "Phân loại" }).click();
  await expect(rowWith(colleague, text)).toBeHidden();
  await page.keyboard.press("t");
  await page.getByRole("dialog").getByRole("button", { name: "Phân loại" }).click();
  await expect(page.getByText(/chưa ghi được quyết định/i)).toBeVisible();
  await page.context().setOffline(false);
  await expect(rowWith(page, text).getByText("Phạm Văn Toàn vừa phân loại")).toBeVisible({ timeout: 20_000 });
  await colleague.context().close();
});

test("filters stand in the address and survive a reload", async ({ page }) => {
  await signIn(page, "MODERATOR");
  await page.getByLabel("Tìm trong lời viết").fill("tang ca");
  await page.getByLabel("Tìm trong lời viết").press("Enter");
  await expect(page).toHaveURL(/text=tang\+ca/);
  await page.goto("/opinions?status=ALL&text=tang+ca");
  const rows = page.getByRole("list", { name: "Danh sách ý kiến" }).getByRole("listitem");
  await expect(rows.first()).toBeVisible();
  for (const row of await rows.allTextContents()) expect(fold(row)).toContain("tang ca");
});

test("an account without the right to read opinions sees none, and is told why", async ({ page }) => {
  await signIn(page, "ANALYST");
  await expect(page.getByRole("heading", { name: "Tài khoản này không đọc ý kiến" })).toBeVisible();
  await expect(page.getByRole("list", { name: "Danh sách ý kiến" })).toBeHidden();
});

test("the console speaks English to whoever chose it", async ({ page }) => {
  await signIn(page, "LEADER", "/articles");
  await page.getByRole("button", { name: /Tài khoản/ }).click();
  await page.getByRole("menuitemradio", { name: "English" }).click();
  await expect(page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name: "Articles" })).toBeVisible();
});

test("signing out everywhere ends the other window within seconds", async ({ page, browser }) => {
  const other = await (await browser.newContext()).newPage();
  await signIn(other, "APPROVER");
  await signIn(page, "APPROVER");
  await page.getByRole("button", { name: /Tài khoản/ }).click();
  await page.getByRole("menuitem", { name: "Đăng xuất trên mọi máy" }).click();
  await page.waitForURL(`${CONSOLE_URL}/sign-in`);
  await other.goto("/opinions");
  await expect(other).toHaveURL(/sign-in/);
  await other.context().close();
});

for (const path of ["/opinions", "/articles"]) {
  test(`the page ${path} asks nobody but us and holds for everybody, in both themes`, async ({ page }) => {
    const foreign: string[] = [];
    page.on("request", (request) => {
      if (![CONSOLE_URL, API_URL, "data:", "blob:"].some((own) => request.url().startsWith(own))) foreign.push(request.url());
    });
    await signIn(page, "EDITOR", path);
    await expect(page.getByRole("main")).toBeVisible();
    expect(foreign).toEqual([]);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axeFindings(page)).toEqual([]);
    }
    await page.setViewportSize({ width: 900, height: 700 });
    expect(await page.locator("html").evaluate((html) => html.scrollWidth > html.clientWidth)).toBe(false);
  });
}

async function anArrival(): Promise<string> {
  const text = `Quạt hút xưởng hàn hỏng ${randomUUID()}`;
  await callApi("mutation ($input: SubmitOpinionInput!) { submitOpinion(input: $input) { __typename } }", { input: { text } });
  return text;
}

async function axeFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d");
}
