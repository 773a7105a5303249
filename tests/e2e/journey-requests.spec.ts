import { randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { rowWith, signIn, waitUntilLive } from "./support/console.ts";
import { isOfRoute, pageRoutesOf } from "./support/page-routes.ts";
import { receiptWords } from "./support/portal.ts";
import { API_URL, CONSOLE_URL, callApi, PORTAL_URL } from "./support/product.ts";
import { foreignTo, watchPages } from "./support/watch-page.ts";

const API_ORIGIN = new URL(API_URL).origin;
const PORTAL_LANGUAGES = ["", "/en"];

const open = (page: Page, address: string) => page.goto(address, { waitUntil: "networkidle" });

/** The paths of this site that the page links to. */
async function linksOf(page: Page): Promise<string[]> {
  const hrefs = await page.locator("a[href]").evaluateAll((links) => links.map((link) => String(link.getAttribute("href"))));
  return hrefs.filter((href) => href.startsWith("/"));
}

test("no page of the portal asks anybody else, or breaks its own policy", async ({ page, context }) => {
  const watched = await watchPages(context);
  const linked: string[] = [];
  const routes = pageRoutesOf("portal");
  expect(routes.length).toBeGreaterThan(5);
  for (const language of PORTAL_LANGUAGES) {
    const paths = routes.map((route) => route.replace("/[locale]", language) || "/");
    for (const path of paths.filter((each) => !each.includes("["))) {
      expect((await open(page, PORTAL_URL + path))?.status(), path).toBe(200);
      linked.push(...(await linksOf(page)));
    }
    for (const path of paths.filter((each) => each.includes("["))) {
      const example = linked.find((each) => isOfRoute(each, path));
      expect(example, `no page links to one of ${path}`).toBeDefined();
      expect((await open(page, PORTAL_URL + example))?.status(), example).toBe(200);
    }
  }
  await speakAndFollow(page);
  expect(foreignTo([PORTAL_URL], watched.asked)).toEqual([]);
  expect(watched.complaints).toEqual([]);
});

/** What only an answer to a form shows. */
async function speakAndFollow(page: Page): Promise<void> {
  await open(page, `${PORTAL_URL}/gui-y-kien`);
  await page.getByLabel("Điều anh chị muốn nói").fill("Quạt ở xưởng hai hỏng đã hai tuần, anh em làm trong nóng");
  await page.getByRole("button", { name: "Gửi ý kiến" }).click();
  const words = await receiptWords(page);
  await open(page, `${PORTAL_URL}/theo-doi`);
  await page.getByLabel("Từ thứ 1").fill(words.join(" "));
  await page.getByRole("button", { name: "Xem ý kiến của tôi" }).click();
  await expect(page.getByText("Quạt ở xưởng hai")).toBeVisible();
}

test("no page of the console asks anybody but its own api, or breaks its own policy", async ({ page, context }) => {
  const watched = await watchPages(context);
  await open(page, `${CONSOLE_URL}/sign-in`);
  await signIn(page, "MODERATOR");
  await waitUntilLive(page);
  const opinionPath = await decideOnSomething(page);
  const routes = pageRoutesOf("console");
  expect(routes.length).toBeGreaterThan(5);
  const visited = new Set<string>();
  for (const [role, start] of [
    ["EDITOR", "/articles"],
    ["ADMINISTRATOR", "/clients"],
  ] as const) {
    // A page that is open would miss its session, and say so.
    await page.goto("about:blank");
    await context.clearCookies();
    await signIn(page, role, start);
    const linked = [opinionPath];
    for (const path of [...routes].sort((one, other) => Number(one.includes("[")) - Number(other.includes("[")))) {
      const example = path.includes("[") ? linked.find((each) => isOfRoute(each, path) && !routes.includes(each)) : path;
      if (example === undefined) continue;
      expect((await open(page, CONSOLE_URL + example))?.status(), example).toBe(200);
      visited.add(path);
      linked.push(...(await linksOf(page)));
      await openMenus(page);
    }
  }
  expect([...visited].sort(), "each page is led to for somebody").toEqual([...routes].sort());
  expect(foreignTo([CONSOLE_URL, API_ORIGIN], watched.asked)).toEqual([]);
  expect(watched.asked).toContainEqual(expect.stringMatching(/^ws:/));
  expect(watched.complaints).toEqual([]);
});

test("a page that did would be found: a foreign picture, a style without a nonce and a script made of a string", async ({ page, context }) => {
  const watched = await watchPages(context);
  await open(page, `${CONSOLE_URL}/sign-in`);
  const [before, picture] = [watched.complaints.length, "http://127.0.0.1:9/a.png"];
  await page.evaluate(
    `new Image().src = ${JSON.stringify(picture)}; document.head.append(Object.assign(document.createElement("style"), { textContent: "p{}" }))`,
  );
  await page.evaluate(`try { document.body.innerHTML = "<p>" } catch {}`);
  await expect.poll(() => watched.complaints.slice(before).join()).toMatch(/img-src.*style-src.*require-trusted-types-for/s);
  expect(foreignTo([CONSOLE_URL, API_ORIGIN], watched.asked)).toContain(picture);
});

/** A decision shows a notice, and its library's styles are under the policy too. Returns the opinion's own address. */
async function decideOnSomething(page: Page): Promise<string> {
  const text = `Căng tin hết cơm lúc mười hai giờ ${randomUUID().slice(0, 8)}`;
  await callApi("mutation ($input: SubmitOpinionInput!) { submitOpinion(input: $input) { __typename } }", { input: { text } });
  await page.getByRole("button", { name: /ý kiến mới/ }).click();
  await rowWith(page, text).getByRole("button").click();
  await expect(page.getByRole("main").getByText(text)).toBeVisible();
  const path = new URL(page.url()).pathname;
  await page.keyboard.press("g");
  await page.getByRole("button", { name: /Gửi thử/ }).press("Enter");
  await expect(page.getByRole("button", { name: "Hoàn tác" }).first()).toBeVisible();
  return path;
}

/** The list of commands, and the account's menu with its lock on scrolling. */
async function openMenus(page: Page): Promise<void> {
  const account = page.getByRole("button", { name: /Tài khoản/ });
  if (!(await account.isVisible())) return;
  await account.click();
  await expect(page.getByRole("menu")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
}
