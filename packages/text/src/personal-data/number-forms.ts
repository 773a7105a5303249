import type { PersonalDataKind } from "./span.ts";

/** What is known of a number when it is asked whether a form fits. */
export interface NumberInPlace {
  /** All of its digits, without the signs between. */
  readonly digits: string;
  readonly before: WordsBefore;
  /** Up to 24 code units behind it, flattened. */
  readonly after: string;
}

/** What stands before a number on its line, up to 48 code units, flattened. Asked often for the same place, and looked at once. */
export class WordsBefore {
  readonly #words: string;
  readonly #answers = new Map<RegExp, boolean>();

  constructor(words: string) {
    this.#words = words;
  }

  say(form: RegExp): boolean {
    const known = this.#answers.get(form) ?? form.test(this.#words);
    this.#answers.set(form, known);
    return known;
  }
}

/** One way in which personal numbers are written in Vietnam. */
export interface NumberForm {
  readonly kind: PersonalDataKind;
  readonly name: string;
  readonly fits: (number: NumberInPlace) => boolean;
  /** Whether the digits alone say what it is; otherwise words beside it do. */
  readonly isPlain: boolean;
  readonly examples: readonly string[];
  readonly nearMisses: readonly string[];
}

/** Mobile networks since the renumbering of 2018, and the eleven digits from before it. */
const MOBILE = /^(?:0|84|840|0084)(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9\d)\d{7}$/;
const OLD_MOBILE = /^(?:0|84)1(?:2\d|6[2-9]|86|88|99)\d{7}$/;
/** Area codes since 2017; each with its number has eleven digits. */
const LANDLINE = /^(?:0|84|0084)2(?:4\d|8\d|0[3-9]|1[0-689]|2[0-25-9]|3[2-9]|5[124-9]|6[0-39]|7[0-7]|9[0-4679])\d{7}$/;
/** Of an organization, never of a person. */
const SERVICE_LINE = /^1[89]00(?:\d{4}|\d{6})$/;
const PLUS = /\+$/;
const ABROAD = /^\d{8,14}$/;

const NEAR = "[^0-9]{0,28}$";
const after = (words: string) => new RegExp(`(?<![a-z])(?:${words})(?![a-z])${NEAR}`);
const SPOKEN_PHONES =
  "sdt|dtdd|dt|di dong|dien thoai|phone|tel|mobile|hotline|so may|goi|goi lai|zalo|viber|whatsapp|telegram|alo|call|lien he|lh|lien lac|nhan tin|inbox|nhan vao so";
const PHONE_WORDS = after(SPOKEN_PHONES);
/** Right before the number, whatever was spoken of earlier: "STK … vcb, sđt …". */
const PHONE_WORDS_RIGHT_BEFORE = new RegExp(`(?<![a-z])(?:${SPOKEN_PHONES})[ .:]{0,3}(?:(?:la|so)[ :]{1,2})?$`);
/** The short ones also where they are glued to the word before: "HuyCMT: …". */
const ID_WORDS = new RegExp(
  `(?:cccd|cmnd|cmt|cmtnd|(?<![a-z])(?:can cuoc|can cuoc cong dan|chung minh|chung minh thu|chung minh nhan dan|giay to tuy than|dinh danh|so dinh danh|ma dinh danh))(?![a-z])${NEAR}`,
);
const CODE_WORDS = after("mst|ma so thue|msthue|bhxh|bhyt|so bao hiem|ma so bao hiem|ma bao hiem|bao hiem xa hoi|bao hiem y te|so so");
const ACCOUNT_WORDS = "stk|s t k|so tk|so tai khoan|tai khoan|tk|account|acc|chuyen khoan|ck|chuyen tien vao|the atm|so the";
const BANKS =
  "vietcombank|vcb|bidv|agribank|vietinbank|ctg|techcombank|tcb|mb ?bank|mb|acb|vp ?bank|tp ?bank|sacombank|stb|pvcombank|pvcom|hd ?bank|vib|shb|oceanbank|seabank|msb|ocb|eximbank|lp ?bank|lienvietpostbank|ab ?bank|nam ?a ?bank|bac ?a ?bank|kienlongbank|vietbank|cimb|shinhan|woori|timo|ngan hang";
const BEFORE_ACCOUNT = after(`${ACCOUNT_WORDS}|${BANKS}`);
const BANK_AFTER = new RegExp(`^[ ,.;:()-]{1,4}(?:tai |o |cua )?(?:ngan hang|nh|${BANKS})(?![a-z])`);
/** What is counted and paid is no account: "tài khoản bị trừ 500000 đồng". */
const UNIT_AFTER = /^ ?(?:d|dong|vnd|k|tr|trieu|ty|ti|nghin|ngan|usd|nguoi|lan|kwh|m3|kg|tan|gio|%)(?![a-z0-9])/;
const PAID = /(?<![a-z])(?:so tien|tru|duoc cong|con|so du|thieu|nhan duoc|duoc nhan|no|rut|loi|ma giao dich|ma gd)(?![a-z])[^0-9]{0,8}$/;

const CCCD_PROVINCES = new Set(
  (
    "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042 044 045 046 048 049 051 052 " +
    "054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095 096"
  ).split(" "),
);
/** Circular 59/2021/TT-BCA: province of birth, century and sex in one digit, the year's last two, six at random. */
function isCitizenNumber(digits: string): boolean {
  const [province, century, year] = [digits.slice(0, 3), digits.charAt(3), Number(digits.slice(4, 6))];
  const isBorn = "01".includes(century) ? year >= 15 : "23".includes(century) && year <= 40;
  return digits.length === 12 && CCCD_PROVINCES.has(province) && isBorn;
}

/** Any word that makes a number of no shape of its own personal. */
const NAMED = new RegExp([ID_WORDS, CODE_WORDS, BEFORE_ACCOUNT, PHONE_WORDS].map(({ source }) => source).join("|"));
/** Telephone numbers and citizen numbers begin so. */
const PLAIN_START = /^(?:0|84)/;
const SHORTEST_PLAIN = 10;

/**
 * Whether any form can fit, seen from the words before and from how much follows: a cheap question, asked before the forms are, since
 * a text of nothing but digits has thousands of places to ask at.
 */
export function mayBeNumber(digits: string, before: WordsBefore, { isEndOfRun }: { isEndOfRun: boolean }): boolean {
  const mayBePlain = digits.length >= SHORTEST_PLAIN && PLAIN_START.test(digits);
  // Only behind the end of a run there can be the name of a bank.
  return mayBePlain || isEndOfRun || before.say(NAMED) || before.say(PLUS);
}

/** In the order in which they are asked: what words say comes before what digits look like. */
export const NUMBER_FORMS: readonly NumberForm[] = [
  {
    kind: "NATIONAL_ID",
    name: "the number of an identity card, of nine or twelve digits, named as one",
    isPlain: false,
    fits: ({ digits, before }) => (digits.length === 9 || digits.length === 12) && before.say(ID_WORDS),
    examples: ["CMND 273456789", "số căn cước công dân là 077089001234", "cmt: 271 234 567"],
    nearMisses: ["CMND hết hạn năm 2026", "đổi CCCD mất 30000 đồng", "273456789 m3 khí"],
  },
  {
    kind: "BANK_ACCOUNT",
    name: "a bank account beside the word for one or the name of a bank",
    isPlain: false,
    fits: ({ digits, before, after: behind }) =>
      digits.length >= 6 &&
      digits.length <= 19 &&
      !SERVICE_LINE.test(digits) &&
      !before.say(PHONE_WORDS_RIGHT_BEFORE) &&
      !UNIT_AFTER.test(behind) &&
      !before.say(PAID) &&
      (before.say(BEFORE_ACCOUNT) || BANK_AFTER.test(behind)),
    examples: [
      "STK 0071001234567 Vietcombank",
      "số tài khoản: 19036 123 456 789",
      "19036123456789 tại Techcombank",
      "stk của công đoàn cơ sở 112233445566",
      "tk cũ của anh Trường 0071000123456",
    ],
    nearMisses: ["tài khoản còn 1250000", "tài khoản bị trừ 500000 đồng", "chuyển khoản 5.000.000đ", "chuyển khoản ngày 15/10/2025"],
  },
  {
    kind: "PERSONAL_CODE",
    name: "a tax code or a social insurance number, named as one",
    isPlain: false,
    fits: ({ digits, before }) => (digits.length === 10 || digits.length === 12) && before.say(CODE_WORDS),
    examples: ["MST cá nhân 8012345678", "mã số BHXH 7912345678", "sổ bảo hiểm số 5208001234"],
    nearMisses: ["BHXH năm 2024", "đóng BHXH 25 năm", "mã số thuế bị sai"],
  },
  {
    kind: "PHONE",
    name: "a mobile number",
    isPlain: true,
    fits: ({ digits }) => MOBILE.test(digits) || OLD_MOBILE.test(digits),
    examples: ["0912345678", "+84 912 345 678", "09.12.34.56.78", "O912345678", "không chín một hai ba bốn năm sáu bảy tám", "01681234567"],
    nearMisses: ["0212345678", "912345", "09/10/2023 12:30", "09.10.2023 12", "hotline 1900 1234"],
  },
  {
    kind: "PHONE",
    name: "a landline number",
    isPlain: true,
    fits: ({ digits }) => LANDLINE.test(digits),
    examples: ["(0254) 3839 871", "024 3825 1234", "+84 28 3822 1234"],
    nearMisses: ["02/2024", "0200 giờ"],
  },
  {
    kind: "PHONE",
    name: "a number with a plus sign, as abroad",
    isPlain: true,
    fits: ({ digits, before }) => before.say(PLUS) && ABROAD.test(digits),
    examples: ["+65 9123 4567", "+82 10 1234 5678"],
    nearMisses: ["+5.000.000", "+10 người"],
  },
  {
    kind: "PHONE",
    name: "a number without its zero or of old, named as a telephone",
    isPlain: false,
    fits: ({ digits, before, after: behind }) =>
      /^\d{9,11}$/.test(digits) && !SERVICE_LINE.test(digits) && !UNIT_AFTER.test(behind) && before.say(PHONE_WORDS),
    examples: ["zalo 912 345 678", "điện thoại 04 3825 1234", "gọi 064 3839871"],
    nearMisses: ["gọi tổng đài 1900 545 481", "gọi 115", "gọi từ năm 2023"],
  },
  {
    kind: "NATIONAL_ID",
    name: "a citizen number of twelve digits, whoever names it",
    isPlain: true,
    fits: ({ digits }) => isCitizenNumber(digits),
    examples: ["077089001234", "001 204 012 345"],
    nearMisses: ["123456789012", "077989001234", "003089001234"],
  },
];
