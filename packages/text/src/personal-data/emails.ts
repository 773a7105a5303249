import type { FlatText } from "./flatten.ts";
import type { PersonalDataSpan } from "./span.ts";

/** The sign itself, and what is written for it: "[at]", "(a còng)", "a móc". */
const AT = / ?(?:@|[[({<] ?(?:at|a cong|a moc|acong) ?[\])}>]|(?<![a-z0-9])(?:a cong|acong|a moc|a vong|a khoanh)(?![a-z])) ?/g;
const DOT = "(?:\\.| ?[[({] ?(?:dot|cham) ?[\\])}] ?| (?:cham|dot) )";
const LABEL = "[a-z0-9-]{1,40}";
const LOCAL_BEFORE = new RegExp(`(?:[a-z0-9_%+-]{1,64}${DOT}){0,5}[a-z0-9_%+-]{1,64}\\.?$`);
const DOMAIN_AFTER = new RegExp(
  `^(?:${LABEL}(?:${DOT}${LABEL}){0,3}${DOT}[a-z]{2,12}(?![a-z0-9])|(?:g ?mail|yahoo|hotmail|outlook|icloud|pvn)(?![a-z0-9]))`,
);
const MOST_BEFORE = 90;
const MOST_AFTER = 110;

export const EMAIL_EXAMPLES = [
  "an.nguyen@example.com",
  "an.nguyen [at] gmail.com",
  "hoa82 a còng yahoo chấm com",
  "an(at)congty(dot)vn",
  "tuan @gmail.com",
  "lan88@gmail",
];
export const EMAIL_NEAR_MISSES = ["@Nguyễn Văn An", "họp @ phòng 302", "giá 5.000đ @ suất", "a còng là gì"];

export function findEmails({ flat }: FlatText): PersonalDataSpan[] {
  const spans: PersonalDataSpan[] = [];
  for (const { 0: sign, index } of flat.matchAll(AT)) {
    const local = LOCAL_BEFORE.exec(flat.slice(Math.max(0, index - MOST_BEFORE, spans.at(-1)?.end ?? 0), index))?.[0];
    const afterSign = index + sign.length;
    const domain = DOMAIN_AFTER.exec(flat.slice(afterSign, afterSign + MOST_AFTER))?.[0];
    if (local && domain) spans.push({ kind: "EMAIL", start: index - local.length, end: afterSign + domain.length });
  }
  return spans;
}
