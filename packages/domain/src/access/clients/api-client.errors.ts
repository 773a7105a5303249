import { DomainError } from "../../foundation/domain-error.ts";
import { Unauthenticated } from "../access.errors.ts";
import type { KeyRefusal } from "./api-client.policy.ts";

/** A key that exists and does not hold here and now. Who shows it is told why; that it was refused is counted for its client. */
export class KeyRefused extends Unauthenticated {
  readonly reason: KeyRefusal;
  readonly clientId: string;

  constructor({ reason, clientId }: { reason: KeyRefusal; clientId: string }) {
    super(KEY_WORDS[reason]);
    this.reason = reason;
    this.clientId = clientId;
  }
}

const KEY_WORDS = {
  KEY_REVOKED: {
    vi: "Khóa này đã bị thu hồi. Liên hệ người quản trị của công đoàn để nhận khóa mới.",
    en: "This key was revoked. Ask the union's administrator for a new one.",
  },
  KEY_EXPIRED: {
    vi: "Khóa này đã hết hạn. Liên hệ người quản trị của công đoàn để nhận khóa mới.",
    en: "This key has expired. Ask the union's administrator for a new one.",
  },
  ADDRESS_NOT_ALLOWED: {
    vi: "Khóa này không được dùng từ địa chỉ mạng này. Liên hệ người quản trị của công đoàn để thêm địa chỉ.",
    en: "This key may not be used from this network address. Ask the union's administrator to add it.",
  },
} as const;

export const API_CLIENT_REFUSALS = [
  "NAME",
  "SCOPES",
  "UNITS",
  "NETWORKS",
  "EXPIRY",
  "TWO_KEYS",
  "ENDED",
  "SAME_PERSON",
  "CHANGED",
  "NOTHING_TO_CONFIRM",
] as const;
export type ApiClientRefusal = (typeof API_CLIENT_REFUSALS)[number];

/** What was asked about an outside system has to be asked in another way; the reason says which part. */
export class ApiClientRefused extends DomainError {
  readonly code = "BAD_USER_INPUT";
  readonly reason: ApiClientRefusal;

  constructor(reason: ApiClientRefusal) {
    super(REFUSAL_WORDS[reason]);
    this.reason = reason;
  }
}

const REFUSAL_WORDS = {
  NAME: {
    vi: "Cần tên hệ thống (tối đa 120 ký tự); mục đích và người liên hệ tối đa 500 ký tự.",
    en: "The system needs a name of at most 120 characters; purpose and contact have at most 500.",
  },
  SCOPES: {
    vi: "Chọn ít nhất một việc được làm, trong danh sách cho hệ thống ngoài.",
    en: "Choose at least one scope, of those that outside systems can have.",
  },
  UNITS: { vi: "Chọn ít nhất một đơn vị.", en: "Choose at least one unit." },
  NETWORKS: {
    vi: "Mỗi dải địa chỉ viết dạng 203.0.113.0/24 hoặc 2001:db8::/32; tối đa 20 dải.",
    en: "Each network is written as 203.0.113.0/24 or 2001:db8::/32; at most 20 of them.",
  },
  EXPIRY: { vi: "Thời hạn phải sau lúc này và không quá một năm.", en: "The expiry has to lie ahead, by a year at most." },
  TWO_KEYS: {
    vi: "Hệ thống này đang có hai khóa còn hiệu lực. Thu hồi một khóa trước khi tạo khóa khác.",
    en: "This system has two living keys already. Revoke one before making another.",
  },
  ENDED: {
    vi: "Hệ thống này đã bị thu hồi hoặc hết hạn. Gia hạn, hoặc tạo hệ thống mới.",
    en: "This system was revoked or has expired. Extend it, or make a new one.",
  },
  SAME_PERSON: {
    vi: "Người yêu cầu không tự xác nhận được. Cần người thứ hai đọc được ý kiến ở các đơn vị này.",
    en: "Whoever asked cannot confirm it. A second person is needed, one who may read in these units.",
  },
  CHANGED: {
    vi: "Yêu cầu vừa thay đổi. Xem lại phạm vi và đơn vị rồi xác nhận lần nữa.",
    en: "The request has changed meanwhile. Look at its scopes and units again, then confirm.",
  },
  NOTHING_TO_CONFIRM: { vi: "Không có gì chờ xác nhận.", en: "Nothing waits to be confirmed." },
} as const;
