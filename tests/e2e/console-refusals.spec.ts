import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { signIn, waitUntilLive } from "./support/console.ts";
import { API_URL, accountOf, CONSOLE_URL, callApi } from "./support/product.ts";

for (const path of ["/opinions?topic=tien-luong", "/opinions?unit=1", "/opinions/khong-phai-ma", `/opinions/${randomUUID()}`]) {
  test(`the address ${path.replace(/[0-9a-f-]{36}/, "of an absent opinion")} leads nowhere, and says so calmly`, async ({ page }) => {
    await signIn(page, "MODERATOR");
    await page.goto(path);
    await expect(page.getByRole("heading", { name: "Không có trang này" })).toBeVisible();
    await expect(page.getByText("Máy chủ đang tạm nghỉ")).toBeHidden();
    await page.getByRole("link", { name: "Về hàng chờ" }).click();
    await expect(page.getByRole("list", { name: "Danh sách ý kiến" })).toBeVisible();
  });
}

test("a right that is taken away while the page is open is said by name, and the line is not called live", async ({ page }) => {
  const moderator = await aModerator();
  await page.goto(`${CONSOLE_URL}/sign-in?next=/opinions`);
  await page.getByLabel("Thư điện tử").fill(moderator.email);
  await page.getByLabel("Mật khẩu").fill(moderator.password);
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await waitUntilLive(page);
  await administer("mutation ($id: ID!) { revokeGrant(grantId: $id) { id } }", { id: moderator.grantId });
  await expect
    .poll(async () => {
      await anArrival();
      return page.getByRole("status").filter({ hasText: "Không còn quyền" }).isVisible();
    })
    .toBe(true);
  await expect(page.getByRole("alert").filter({ hasText: "không còn quyền đọc ý kiến" })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "Trực tiếp" })).toBeHidden();
});

async function aModerator(): Promise<{ readonly email: string; readonly password: string; readonly grantId: string }> {
  const [email, password] = [`${randomUUID()}@example.org`, "mật khẩu đủ dài 1"];
  const created = await administer(
    "mutation ($input: CreateStaffAccountInput!) { createStaffAccount(input: $input) { ... on StaffAccountCreated { account { id } } } }",
    { input: { name: "Người sắp nghỉ", email, password } },
  );
  const { units } = await callApi("{ units { id depth } }");
  const granted = await administer("mutation ($input: GrantRoleInput!) { grantRole(input: $input) { grants { id } } }", {
    input: { staffId: created.createStaffAccount.account.id, role: "MODERATOR", unitId: units[0].id },
  });
  return { email, password, grantId: granted.grantRole.grants[0].id };
}

/** As an administrator does it: with the example of the documents. */
async function administer(document: string, variables: Record<string, unknown>): Promise<Record<string, any>> {
  const { email, password } = accountOf("ADMINISTRATOR");
  const { stdout } = await promisify(execFile)(process.execPath, ["docs/examples/administer.mjs", document, JSON.stringify(variables)], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    env: { ...process.env, LANGNGHE_URL: API_URL, LANGNGHE_EMAIL: email, LANGNGHE_PASSWORD: password },
  });
  return JSON.parse(stdout).data;
}

async function anArrival(): Promise<void> {
  await callApi("mutation ($input: SubmitOpinionInput!) { submitOpinion(input: $input) { __typename } }", {
    input: { text: `Đèn nhà xe hỏng ${randomUUID()}` },
  });
}
