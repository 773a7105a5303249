import { randomUUID } from "node:crypto";
import { isDatabaseAway } from "@langnghe/domain/database";
import { DomainError, type Locale, traceOf } from "@langnghe/domain/foundation";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import type { Logger } from "pino";
import { AuthenticationError, AuthorizationError } from "type-graphql";

const WORDS = {
  away: {
    VI: "Máy chủ dữ liệu đang tạm nghỉ. Thử lại sau vài giây; chưa có gì bị mất.",
    EN: "The database is away for a moment. Try again in a few seconds; nothing is lost.",
  },
  forbidden: { VI: "Tài khoản này chưa có quyền làm việc đó.", EN: "This account may not do that." },
  signInFirst: { VI: "Cần đăng nhập trước.", EN: "Sign in first." },
  unknown: { VI: "Có lỗi ngoài dự tính. Báo người quản trị mã này", EN: "Something unexpected went wrong. Tell the administrator this code" },
} as const;

export interface Reader {
  readonly locale: Locale;
  readonly isAnonymous: boolean;
  readonly log: Logger;
  /** The code of a fault in the document that carries none itself. */
  readonly documentCode?: string | undefined;
}

/**
 * What a caller sees of an error, on both doors. A domain error speaks for itself; a fault of the document keeps
 * graphql's words; everything else is logged under an id, and only the id is shown.
 */
export function toPublicError(
  error: unknown,
  { locale, isAnonymous, log, documentCode = "GRAPHQL_VALIDATION_FAILED" }: Reader,
): GraphQLFormattedError {
  const cause = rootOf(error);
  const place =
    error instanceof GraphQLError ? { ...(error.path && { path: error.path }), ...(error.locations && { locations: error.locations }) } : {};
  const show = (message: string, code: string, more: Record<string, unknown> = {}) => ({ message, ...place, extensions: { code, ...more } });
  if (cause instanceof DomainError) return show(cause.in(locale), cause.code);
  if (isDatabaseAway(cause)) return show(WORDS.away[locale], "SERVICE_UNAVAILABLE");
  if (cause instanceof AuthorizationError || cause instanceof AuthenticationError)
    return isAnonymous ? show(WORDS.signInFirst[locale], "UNAUTHENTICATED") : show(WORDS.forbidden[locale], "FORBIDDEN");
  if (cause instanceof GraphQLError) return show(cause.message, String(cause.extensions.code ?? documentCode));
  const id = randomUUID();
  log.error({ errorId: id, ...traceOf(cause) }, "unexpected error");
  return show(`${WORDS.unknown[locale]}: ${id}`, "INTERNAL_SERVER_ERROR", { errorId: id });
}

/** What lies below graphql's own wrapping. */
export function rootOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? rootOf(error.originalError) : error;
}
