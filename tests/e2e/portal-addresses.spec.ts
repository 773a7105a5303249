import { expect, test } from "@playwright/test";

test("a page of articles with a cursor that is none leads nowhere, and says so", async ({ page }) => {
  await page.goto("/bai-viet?after=khong-phai-con-tro");
  await expect(page).toHaveURL(/\/404$/);
  await expect(page.getByText("Máy chủ đang tạm nghỉ")).toBeHidden();
});
