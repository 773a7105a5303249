import { now } from "@/clock.ts";

interface Exposable {
  readonly revokedAt?: string | null | undefined;
  readonly keys: readonly {
    readonly exposedAt?: string | null | undefined;
    readonly revokedAt?: string | null | undefined;
    readonly expiresAt: string;
  }[];
}

/** Whether a key that works still was seen in a URL. */
export function hasExposedKey({ revokedAt, keys }: Exposable): boolean {
  return !revokedAt && keys.some((key) => key.exposedAt && !key.revokedAt && new Date(key.expiresAt) > now());
}
