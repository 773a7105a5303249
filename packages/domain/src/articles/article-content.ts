import { countCharacters, isWellFormedText, normalizeText } from "@langnghe/text";
import type { Words } from "../foundation/domain-error.ts";
import { ArticleStepImpossible } from "./article.errors.ts";
import type { ArticleSource } from "./article-revision.entity.ts";
import type { ArticleKind } from "./article-status.ts";

/** What an editor writes. */
export interface ArticleContent {
  readonly kind: ArticleKind;
  readonly title: string;
  readonly summary: string;
  readonly body: string;
  readonly byline: string;
  readonly sources: readonly ArticleSource[];
}

const LONGEST = { title: 200, summary: 600, body: 50_000, byline: 200 } as const;
const MOST_SOURCES = 50;

/** The content as it is kept. A draft may be unfinished, but not broken or endless. @throws ArticleStepImpossible naming the field. */
export function toKeptContent(content: ArticleContent): ArticleContent {
  const kept = { ...content, sources: content.sources.map(toKeptSource) };
  for (const field of ["title", "summary", "body", "byline"] as const) {
    if (!isWellFormedText(content[field])) throw new ArticleStepImpossible(WORDS.broken, { field });
    kept[field] = normalizeText(content[field]);
    if (countCharacters(kept[field]) > LONGEST[field]) throw new ArticleStepImpossible(WORDS.tooLong, { field });
  }
  if (kept.title === "") throw new ArticleStepImpossible(WORDS.title, { field: "title" });
  if (kept.sources.length > MOST_SOURCES) throw new ArticleStepImpossible(WORDS.tooLong, { field: "sources" });
  return kept;
}

/** Before another person is asked to read it, an article has to be whole. @throws ArticleStepImpossible naming the field. */
export function requireWholeContent(content: ArticleContent): void {
  for (const field of ["title", "summary", "body", "byline"] as const) {
    if (content[field] === "") throw new ArticleStepImpossible(WORDS[field], { field });
  }
  if (content.sources.length === 0) throw new ArticleStepImpossible(WORDS.sources, { field: "sources" });
}

function toKeptSource({ title, url, quote, accessedOn }: ArticleSource): ArticleSource {
  if (![title, url ?? "", quote ?? ""].every(isWellFormedText)) throw new ArticleStepImpossible(WORDS.broken, { field: "sources" });
  if (title.trim() === "") throw new ArticleStepImpossible(WORDS.sourceTitle, { field: "sources" });
  if (url && !isWebAddress(url)) throw new ArticleStepImpossible(WORDS.sourceUrl, { field: "sources" });
  if (accessedOn && !isDay(accessedOn)) throw new ArticleStepImpossible(WORDS.sourceDate, { field: "sources" });
  return { title: normalizeText(title), url: url?.trim() || null, quote: quote ? normalizeText(quote) : null, accessedOn: accessedOn || null };
}

/** A day that is in the calendar: "2026-02-30" is none. */
function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function isWebAddress(url: string): boolean {
  return URL.canParse(url.trim()) && /^https?:$/.test(new URL(url.trim()).protocol);
}

const WORDS = {
  broken: {
    vi: "Có ký tự hỏng không lưu được. Xóa ký tự lạ hoặc gõ lại chỗ đó.",
    en: "There are broken characters that cannot be kept. Delete them or type that part again.",
  },
  tooLong: { vi: "Phần này dài quá mức cho phép. Rút gọn rồi lưu lại.", en: "This part is longer than allowed. Shorten it and save again." },
  title: { vi: "Cần có tiêu đề.", en: "A title is needed." },
  summary: { vi: "Cần phần trả lời ngắn, khoảng 40 chữ đầu.", en: "The short answer is needed: about 40 words." },
  body: { vi: "Bài chưa có nội dung.", en: "The article has no text yet." },
  byline: { vi: "Cần ghi ban hoặc người ký tên dưới bài.", en: "The department or person who signs is needed." },
  sources: { vi: "Cần ít nhất một nguồn. Bài không có nguồn thì chưa gửi duyệt được.", en: "At least one source is needed before review." },
  sourceTitle: { vi: "Mỗi nguồn cần có tên.", en: "Each source needs a title." },
  sourceUrl: { vi: "Địa chỉ của nguồn cần bắt đầu bằng https:// hoặc http://.", en: "A source's address has to begin with https:// or http://." },
  sourceDate: {
    vi: "Ngày xem nguồn ghi theo dạng năm-tháng-ngày, ví dụ 2026-11-22.",
    en: "A source's date is written year-month-day, like 2026-11-22.",
  },
} as const satisfies Record<string, Words>;
