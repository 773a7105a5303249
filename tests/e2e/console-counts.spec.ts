import { randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { rowWith, signIn, waitUntilLive } from "./support/console.ts";
import { callApi } from "./support/product.ts";

test("the numbers of the queues move with what comes in and with what is decided", async ({ page }) => {
  await signIn(page, "MODERATOR");
  await waitUntilLive(page);
  const [received, setAside] = [await countOf(page, "Chờ phân loại"), await countOf(page, "Đã gác lại")];
  const text = await anArrival();
  await expect.poll(() => countOf(page, "Chờ phân loại")).toBe(received + 1);
  expect(await titleCount(page)).toBe(received + 1);
  await expect(page.getByLabel("Độ khẩn").locator("option", { hasText: "Thường" })).toHaveText(/^Thường \([\d.]+\)$/);
  await page.getByRole("button", { name: /ý kiến mới/ }).click();
  await rowWith(page, text).getByRole("button").click();
  await page.keyboard.press("g");
  await page.getByRole("button", { name: /Gửi thử/ }).press("Enter");
  await expect.poll(() => countOf(page, "Đã gác lại")).toBe(setAside + 1);
  expect(await countOf(page, "Chờ phân loại")).toBe(received);
  await page.keyboard.press("z");
  await expect.poll(() => countOf(page, "Chờ phân loại")).toBe(received + 1);
});

test("a list narrowed by words has no number of its own, and the rail keeps its", async ({ page }) => {
  await signIn(page, "MODERATOR", "/opinions?text=ca");
  expect(await countOf(page, "Tất cả")).toBeGreaterThan(0);
  await expect(page.getByRole("heading", { name: "Chờ phân loại" })).toHaveText("Chờ phân loại");
});

async function countOf(page: Page, queue: string): Promise<number> {
  const link = page.getByRole("navigation", { name: /Hàng chờ/ }).getByRole("link", { name: queue });
  return numberIn(await link.innerText());
}

async function titleCount(page: Page): Promise<number> {
  return numberIn(await page.getByRole("heading", { name: "Chờ phân loại" }).innerText());
}

function numberIn(words: string): number {
  return Number(/[\d.]+/.exec(words)?.[0].replaceAll(".", ""));
}

async function anArrival(): Promise<string> {
  const text = `Xe đưa đón đến muộn ${randomUUID()}`;
  await callApi("mutation ($input: SubmitOpinionInput!) { submitOpinion(input: $input) { __typename } }", { input: { text } });
  return text;
}
