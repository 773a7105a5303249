import { expect, type Page, test } from "@playwright/test";
import { CountingLine } from "./support/counting-line.ts";
import { receiptWords } from "./support/portal.ts";
import { PORTS } from "./support/product.ts";

const PAGE_BYTES = 64 * 1024;
/** An address is some letters longer than another, and a browser says a little more of a page that it goes to. */
const HEADERS_DIFFER_BY = 64;

let line: CountingLine;
test.beforeAll(async () => {
  line = await CountingLine.to(PORTS.portal);
});
test.afterAll(() => line.stop());

const url = (path: string) => `http://127.0.0.1:${line.port}${path}`;

/** What a step costs on the line, once everything it leads to has come. */
async function costOf(page: Page, step: () => Promise<unknown>): Promise<{ sent: number; received: number }> {
  await page.waitForLoadState("networkidle");
  line.take();
  await step();
  await page.waitForLoadState("networkidle");
  return line.take();
}

test("every page is as long as every other on the line, to the byte, also one that is not there", async () => {
  const lengths = new Set<number>();
  for (const path of [
    "/",
    "/gui-y-kien",
    "/theo-doi",
    "/bai-viet",
    "/dieu-duoc-giu",
    "/kenh-chinh-thuc",
    "/en",
    "/en/theo-doi",
    "/khong-co",
    "/thoat",
  ]) {
    line.take();
    await (await fetch(url(path), { headers: { "accept-encoding": "gzip" } })).text();
    lengths.add(line.take().received);
  }
  expect([...lengths]).toHaveLength(1);
  expect([...lengths][0]).toBeGreaterThan(PAGE_BYTES);
});

test("writing says nothing on the line, also where something to cover is found in it", async ({ page }) => {
  await page.goto(url("/gui-y-kien"), { waitUntil: "networkidle" });
  const writing = await costOf(page, async () => {
    await page.getByLabel("Điều anh chị muốn nói").fill("Gọi tôi số 0912 345 678");
    await expect(page.getByRole("status").filter({ hasText: "số điện thoại" })).toBeVisible();
  });
  expect(writing).toEqual({ sent: 0, received: 0 });
});

test("saying something, following it and looking around have one size on the line", async ({ page }) => {
  for (const path of ["/", "/bai-viet", "/theo-doi", "/gui-y-kien"]) await page.goto(url(path), { waitUntil: "networkidle" });
  const say = async (text: string) => {
    await page.goto(url("/gui-y-kien"));
    await page.getByLabel("Điều anh chị muốn nói").fill(text);
    return costOf(page, async () => {
      await page.getByRole("button", { name: "Gửi ý kiến" }).click();
      await receiptWords(page);
    });
  };
  const short = await say("Quạt hỏng");
  const words = await receiptWords(page);
  const long = await say("Đèn lối đi ca đêm hỏng đã lâu.\n".repeat(120));
  await page.goto(url("/theo-doi"));
  await page.getByLabel("Từ thứ 1").fill(words.join(" "));
  const followed = await costOf(page, async () => {
    await page.getByRole("button", { name: "Xem ý kiến của tôi" }).click();
    await expect(page.getByText("Quạt hỏng")).toBeVisible();
  });
  await page.goto(url("/"));
  const looked = await costOf(page, async () => {
    await page.getByRole("link", { name: "Bài viết", exact: true }).click();
    await page.waitForURL(url("/bai-viet"));
  });
  console.log("bytes on the line", { short, long, followed, looked });
  expect(new Set([short, long, followed, looked].map(({ received }) => received)).size).toBe(1);
  expect(long.sent).toBe(short.sent);
  for (const { sent } of [followed, looked]) expect(Math.abs(sent - short.sent)).toBeLessThan(HEADERS_DIFFER_BY);
});
