import { randomUUID } from "node:crypto";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { signIn } from "./support/console.ts";
import { API_URL } from "./support/product.ts";

const SUBMITTING = "mutation ($input: SubmitOpinionsInput!) { submitOpinions(input: $input) { accepted } }";
const READING = "{ opinions(first: 1) { liveCursor } }";

/** The status and the data of a call with a key. */
async function call(key: string, query: string, variables: Record<string, unknown> = {}): Promise<{ status: number; data: any }> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${key}` };
  const response = await fetch(API_URL, { method: "POST", headers, body: JSON.stringify({ query, variables }) });
  return { status: response.status, data: ((await response.json()) as { data: unknown }).data };
}

/** Opens the form and fills in what has to be there. The first unit is the highest one. */
async function fillForm(page: Page, name: string, scope: string): Promise<void> {
  await page.goto("/clients");
  await page.getByRole("button", { name: "Thêm hệ thống" }).click();
  const dialog = page.getByRole("dialog", { name: "Thêm hệ thống ngoài" });
  await dialog.getByLabel("Tên hệ thống").fill(name);
  await dialog.getByLabel("Mục đích").fill("Chuyển phiếu góp ý từ hòm thư của nhà máy.");
  await dialog.getByLabel("Người liên hệ").fill("Tổ vận hành, 1800");
  await dialog.getByLabel(scope).check();
  await dialog.getByRole("group", { name: "Ở các đơn vị" }).getByRole("checkbox").first().check();
  await dialog.getByLabel("Dải địa chỉ mạng").fill("127.0.0.0/8\n::1");
  await dialog.getByRole("button", { name: "Thêm", exact: true }).click();
}

const shownKey = (page: Page) => page.getByRole("textbox", { name: "Khóa", exact: true }).inputValue();

async function another(browser: Browser, role: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, role, "/opinions");
  return page;
}

test("a system that only sends gets its key at once; rotated it has two, and revoked neither", async ({ page }) => {
  await signIn(page, "ADMINISTRATOR", "/clients");
  const name = `Hòm thư ${randomUUID().slice(0, 8)}`;
  await fillForm(page, name, "Gửi ý kiến vào");
  const first = await shownKey(page);
  const input = { channel: "API", opinions: [{ text: `Phiếu góp ý ${randomUUID()}` }] };
  expect((await call(first, SUBMITTING, { input })).data.submitOpinions.accepted).toBe(1);
  await page.getByRole("button", { name: "Tôi đã giữ khóa" }).click();
  await expect(page.getByRole("textbox", { name: "Khóa", exact: true })).toBeHidden();
  await page.getByRole("link", { name }).click();

  await page.getByRole("button", { name: "Đổi khóa" }).click();
  const second = await shownKey(page);
  for (const key of [first, second]) expect((await call(key, "{ units { id } }")).status).toBe(200);
  await expect(page.getByText("Còn hiệu lực", { exact: true })).toHaveCount(2);
  await page.getByRole("button", { name: "Đổi khóa" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "hai khóa còn hiệu lực" })).toBeVisible();

  await page.getByRole("button", { name: `Thu hồi khóa ${first.slice(0, 9)}…` }).click();
  await page.getByRole("button", { name: "Thu hồi khóa", exact: true }).click();
  await expect(page.getByText("Còn hiệu lực", { exact: true })).toHaveCount(1);
  expect((await call(first, "{ units { id } }")).status).toBe(401);
  expect((await call(second, "{ units { id } }")).status).toBe(200);

  await page.getByRole("button", { name: "Thu hồi hệ thống" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Thu hồi hệ thống" }).click();
  await expect(page.getByRole("button", { name: "Đổi khóa" })).toBeHidden();
  expect((await call(second, "{ units { id } }")).status).toBe(401);
  await expect
    .poll(
      async () => {
        await page.reload();
        return page.getByText("Khóa đã bị thu hồi").isVisible();
      },
      { timeout: 20_000 },
    )
    .toBe(true);
});

test("a system that reads gets its key from a second person, and the administrator never sees it", async ({ page, browser }) => {
  await signIn(page, "ADMINISTRATOR", "/clients");
  const name = `Bảng theo dõi ${randomUUID().slice(0, 8)}`;
  await fillForm(page, name, "Đọc ý kiến");
  await expect(page.getByText("khóa sẽ hiện cho người thứ hai")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Khóa", exact: true })).toBeHidden();
  await expect(page.getByRole("listitem").filter({ hasText: name }).getByText("Chờ xác nhận")).toBeVisible();

  const moderator = await another(browser, "MODERATOR");
  await moderator.getByRole("link", { name: /Hệ thống ngoài/ }).click();
  await moderator.getByRole("link", { name }).click();
  await expect(moderator.getByText("yêu cầu cho hệ thống này")).toBeVisible();
  await moderator.getByRole("button", { name: "Xác nhận và nhận khóa" }).click();
  const key = await shownKey(moderator);
  expect((await call(key, READING)).status).toBe(200);

  await page.getByRole("link", { name }).click();
  await page.waitForURL(/clients\/.+/);
  await expect(page.getByText("Đang dùng được")).toBeVisible();
  await expect(page.getByText(key.slice(0, 9))).toBeVisible();
  expect(await page.content()).not.toContain(key);
});

test("what is short in the form is said, and nothing is made", async ({ page }) => {
  await signIn(page, "ADMINISTRATOR", "/clients");
  await page.getByRole("button", { name: "Thêm hệ thống" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Thêm", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "ít nhất một việc" })).toBeVisible();
});

test("whoever keeps no access and is asked for nothing is told so", async ({ page }) => {
  await signIn(page, "COLLABORATOR", "/clients");
  await expect(page.getByText("không quản lý hệ thống ngoài")).toBeVisible();
  await expect(page.getByRole("button", { name: "Thêm hệ thống" })).toBeHidden();
});

test("the list, the form, a new key and a system's page hold for everybody, in both themes, on a narrow screen too", async ({ page }) => {
  await signIn(page, "ADMINISTRATOR", "/clients");
  await expectForEverybody(page);
  await page.getByRole("button", { name: "Thêm hệ thống" }).click();
  await expectForEverybody(page);
  const name = `Hòm thư ${randomUUID().slice(0, 8)}`;
  await fillForm(page, name, "Gửi ý kiến vào");
  const key = await shownKey(page);
  await expectForEverybody(page);
  // Something to draw: an answered call and a refused one.
  await call(key, "{ units { id } }");
  await call(key, READING);
  await page.getByRole("link", { name }).click();
  await page.waitForURL(/clients\/.+/);
  await expect
    .poll(
      async () => {
        await page.reload();
        return page.getByRole("img", { name: /Lượt gọi theo ngày/ }).isVisible();
      },
      { timeout: 20_000 },
    )
    .toBe(true);
  await page.getByText("Xem bảng theo ngày").click();
  await expectForEverybody(page);
  await page.setViewportSize({ width: 375, height: 700 });
  await expectForEverybody(page);
  expect(await page.locator("html").evaluate((html) => html.scrollWidth > html.clientWidth)).toBe(false);
});

async function expectForEverybody(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  }
}
