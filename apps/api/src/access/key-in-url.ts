import type { ApiClientService } from "@langnghe/domain/access";
import { DomainError, type Locale } from "@langnghe/domain/foundation";
import type { UsageMeter } from "./usage-meter.ts";

/** As keys are made: the mark and 43 letters. A part of one, from a broken copy, counts as well. */
const KEY = /\bln_[\w-]{20,}/;

class KeyInUrl extends DomainError {
  readonly code = "KEY_IN_URL";

  constructor() {
    super({
      vi: "Không gửi khóa trong địa chỉ URL: nó nằm lại trong nhật ký trên đường đi. Gửi trong tiêu đề Authorization, và đổi khóa này vì nó đã bị lộ.",
      en: "Do not send a key in a URL: it stays in logs on the way. Send it in the Authorization header, and rotate this key, which is exposed now.",
    });
  }
}

/** The key that stands in a URL, whatever the parameter is called and however it is escaped; undefined when there is none. */
export function findKeyInUrl(url: string): string | undefined {
  return (KEY.exec(url) ?? KEY.exec(unescapeUrl(url)))?.[0];
}

/** `decodeURIComponent` gives up on one broken escape, and with it a key would pass. */
function unescapeUrl(url: string): string {
  return url.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

export function keyInUrlAnswer(locale: Locale) {
  const refusal = new KeyInUrl();
  return { errors: [{ message: refusal.in(locale), extensions: { code: refusal.code } }] };
}

/** Tells the keepers of the key's system. The call is refused in any case: an unknown key, or a database that is away, changes nothing. */
export async function noteExposedKey(key: string, { clients, meter }: { clients: ApiClientService; meter: UsageMeter }): Promise<void> {
  const clientId = await clients.noteExposure(key).catch(() => undefined);
  if (clientId !== undefined) meter.countRefusedCall(clientId, "KEY_IN_URL");
}
