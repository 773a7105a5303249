import type { PersonalDataKind } from "./span.ts";

/** What stands in a text where personal data was: it says what kind, and nothing of it. Opinions are Vietnamese, and so are these. */
export const COVER_WORDS: Readonly<Record<PersonalDataKind, string>> = {
  PHONE: "[số điện thoại]",
  NATIONAL_ID: "[số giấy tờ tùy thân]",
  PERSONAL_CODE: "[mã số thuế hoặc bảo hiểm]",
  BANK_ACCOUNT: "[số tài khoản]",
  EMAIL: "[địa chỉ e-mail]",
  PLATE: "[biển số xe]",
  ADDRESS: "[địa chỉ]",
};
