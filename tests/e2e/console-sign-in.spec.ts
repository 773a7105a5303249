import { randomUUID } from "node:crypto";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { generate } from "otplib";
import { anAuthenticator } from "./support/authenticator.ts";
import { signIn } from "./support/console.ts";
import { API_URL, accountOf, letProofsGrowOld, PORTS } from "./support/product.ts";

/** Where passkeys work: a browser binds none to a bare number. */
const HOME = `http://localhost:${PORTS.console}`;

async function withPassword(page: Page, { email, password }: { email: string; password: string }, path = "/account"): Promise<void> {
  await page.goto(`${HOME}/sign-in?next=${encodeURIComponent(path)}`);
  await page.getByText("Mật khẩu và mã dùng một lần").click();
  await page.getByLabel("Thư điện tử").fill(email);
  await page.getByLabel("Mật khẩu").fill(password);
  await page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
}

/** Invited by the administrator, whose page stays open. Returns the link. */
async function invite(page: Page, { email, name }: { email: string; name: string }): Promise<string> {
  await withPassword(page, accountOf("ADMINISTRATOR"), "/staff");
  await page.getByLabel("Họ tên").fill(name);
  await page.getByLabel("Thư điện tử").fill(email);
  await page.getByRole("button", { name: "Mời", exact: true }).click();
  return page.getByLabel("Liên kết").inputValue();
}

test("a colleague is invited by a link, makes a passkey, and from then on signs in with it alone", async ({ page, browser }) => {
  const [name, email] = ["Lý Thị Mến", `${randomUUID()}@example.org`];
  const link = await invite(page, { name, email });
  expect(new URL(link).hash).toHaveLength(44);

  const colleague = await (await browser.newContext()).newPage();
  const authenticator = await anAuthenticator(colleague);
  await colleague.goto(link);
  await expect(colleague.getByRole("heading", { name: `Chào ${name}` })).toBeVisible();
  expect(colleague.url()).not.toContain("#");
  await colleague.getByRole("button", { name: "Tạo khóa đăng nhập trên máy này" }).click();
  await expect(colleague.getByRole("list", { name: "Khóa đăng nhập" }).getByRole("listitem")).toHaveCount(1);
  expect((await new AxeBuilder({ page: colleague }).analyze()).violations).toEqual([]);

  await colleague.context().clearCookies();
  await authenticator.setVerified(false);
  await colleague.goto(`${HOME}/sign-in?next=/account`);
  expect((await new AxeBuilder({ page: colleague }).analyze()).violations).toEqual([]);
  await colleague.getByRole("button", { name: "Đăng nhập bằng khóa của máy" }).click();
  await expect(colleague.getByRole("alert").filter({ hasText: "Chưa dùng được khóa nào" })).toBeVisible();
  await authenticator.setVerified(true);
  const shown = colleague.waitForRequest((request) => request.postData()?.includes("signInWithPasskey") ?? false);
  await colleague.getByRole("button", { name: "Đăng nhập bằng khóa của máy" }).click();
  await colleague.waitForURL(`${HOME}/account`);
  await expect(colleague.getByText(email)).toBeVisible();
  const again = await colleague.request.post(API_URL, { data: (await shown).postDataJSON() });
  expect((await again.json()).data.signInWithPasskey.__typename).toBe("SignInRefused");

  await colleague.goto(link);
  await expect(colleague.getByText("Liên kết này đã dùng")).toBeVisible();
  await colleague.context().close();
});

test("an authenticator app is set up, its code is then needed beside the password, and a code from paper helps", async ({ page }) => {
  const [name, email, password] = ["Võ Minh Tâm", `${randomUUID()}@example.org`, "mật khẩu đủ dài 1"];
  const link = await invite(page, { name, email });
  await page.context().clearCookies();
  await page.goto(link);
  await page.getByText("Dùng mật khẩu").click();
  await page.getByLabel("Mật khẩu").fill(password);
  await page.getByRole("button", { name: "Đặt mật khẩu" }).click();
  await page.waitForURL(`${HOME}/account`);

  await page.getByRole("button", { name: "Đặt ứng dụng xác thực" }).click();
  const secret = (await page.getByText(/^[A-Z2-7]{32}$/).textContent()) ?? "";
  await page.getByLabel("Mã 6 số").fill(await generate({ secret }));
  await page.getByRole("button", { name: "Xác nhận" }).click();
  const codes = page.getByRole("status").getByRole("listitem");
  await expect(codes).toHaveCount(10);
  const paper = (await codes.first().textContent()) ?? "";

  await page.context().clearCookies();
  await withPassword(page, { email, password });
  await expect(page.getByRole("alert").filter({ hasText: "Nhập thêm mã 6 số" })).toBeVisible();
  await page.getByLabel("Mật khẩu").fill(password);
  await page.getByLabel("Mã 6 số").fill(paper);
  await page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
  await page.waitForURL(`${HOME}/account`);
  await expect(page.getByText("Còn 9 mã chưa dùng")).toBeVisible();
});

test("a sensitive act asks once more who is there, by passkey or password, and then goes on by itself", async ({ page }) => {
  const email = `${randomUUID()}@example.org`;
  await withPassword(page, accountOf("ADMINISTRATOR"), "/staff");
  await page.getByLabel("Họ tên").fill("Đỗ Văn Khoa");
  await page.getByLabel("Thư điện tử").fill(email);
  await letProofsGrowOld();
  await page.getByRole("button", { name: "Mời", exact: true }).click();
  const question = page.getByRole("dialog", { name: "Xác nhận là anh chị" });
  await expect(question).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await question.getByLabel("Mật khẩu").fill("không phải mật khẩu này");
  await question.getByRole("button", { name: "Xác nhận" }).click();
  await expect(question.getByRole("alert")).toContainText("chưa đúng");
  await question.getByLabel("Mật khẩu").fill(accountOf("ADMINISTRATOR").password);
  await question.getByRole("button", { name: "Xác nhận" }).click();
  await expect(page.getByText("Liên kết cho Đỗ Văn Khoa")).toBeVisible();
  await expect(question).toBeHidden();

  await anAuthenticator(page);
  const link = await page.getByLabel("Liên kết").inputValue();
  await page.context().clearCookies();
  await page.goto(link);
  await page.getByRole("button", { name: "Tạo khóa đăng nhập trên máy này" }).click();
  await expect(page.getByText("Máy đầu tiên")).toBeVisible();
  await letProofsGrowOld();
  await page.reload();
  await page.getByRole("button", { name: "Lấy 10 mã" }).click();
  await question.getByRole("button", { name: "Dùng khóa đăng nhập" }).click();
  await expect(page.getByRole("status").getByRole("listitem")).toHaveCount(10);
  await page.getByRole("button", { name: "Gỡ khóa Máy đầu tiên" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "cách xác nhận cuối cùng" })).toBeVisible();
});

test("somebody leaves in one step: their page is signed out within seconds, and the list says so", async ({ page, browser }) => {
  const [name, email, password] = ["Phan Thị Nở", `${randomUUID()}@example.org`, "mật khẩu đủ dài 1"];
  const link = await invite(page, { name, email });
  const leaver = await (await browser.newContext()).newPage();
  await leaver.goto(link);
  await leaver.getByText("Dùng mật khẩu").click();
  await leaver.getByLabel("Mật khẩu").fill(password);
  await leaver.getByRole("button", { name: "Đặt mật khẩu" }).click();
  await expect(leaver.getByRole("status").filter({ hasText: "Trực tiếp" })).toBeVisible();

  await page.reload();
  const row = page.getByRole("list", { name: "Cán bộ" }).getByRole("listitem").filter({ hasText: email });
  await row.getByRole("button", { name: "Bàn giao" }).click();
  const question = page.getByRole("dialog", { name: `${name} thôi việc?` });
  await question.getByLabel("Người nhận việc").selectOption({ label: accountOf("MODERATOR").name });
  await question.getByRole("button", { name: "Bàn giao" }).click();
  await expect(leaver.getByRole("status").filter({ hasText: "Hết phiên" })).toBeVisible({ timeout: 5_000 });
  await expect(row.getByText("đã khóa")).toBeVisible();
  await leaver.context().close();
});

test("at an address where passkeys cannot work the page says where they do", async ({ page }) => {
  await signIn(page, "ANALYST", "/account");
  await expect(page.getByRole("link", { name: "ở địa chỉ chính" })).toHaveAttribute("href", `${HOME}/account`);
});
