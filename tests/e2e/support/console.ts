import { expect, type Page } from "@playwright/test";
import { accountOf, CONSOLE_URL } from "./product.ts";

/** Signs in as the demo's account of a role and waits for the first page. */
export async function signIn(page: Page, role: string, path = "/opinions"): Promise<void> {
  const { email, password } = accountOf(role);
  await page.goto(`${CONSOLE_URL}/sign-in?next=${encodeURIComponent(path)}`);
  await page.getByLabel("Thư điện tử").fill(email);
  await page.getByLabel("Mật khẩu").fill(password);
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await page.waitForURL(`${CONSOLE_URL}${path}`);
}

/** The live line stands: what happens from here on is seen without a reload. */
export async function waitUntilLive(page: Page): Promise<void> {
  await expect(page.getByRole("status").filter({ hasText: "Trực tiếp" })).toBeVisible();
}

/** The row of the list that holds these words. */
export function rowWith(page: Page, text: string) {
  return page.getByRole("list", { name: "Danh sách ý kiến" }).getByRole("listitem").filter({ hasText: text });
}
