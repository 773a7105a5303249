import { browserSupportsWebAuthnAutofill, startAuthentication, startRegistration } from "@simplewebauthn/browser";

/**
 * The browser's answer as JSON; null when the person changed their mind, or no passkey of theirs is on this device.
 * `how`: in a dialog of the browser, or in the list under the field for the e-mail address, which waits until it is chosen.
 */
export async function showPasskey(optionsJSON: string, how: "DIALOG" | "AUTOFILL" = "DIALOG"): Promise<string | null> {
  return orNull(startAuthentication({ optionsJSON: JSON.parse(optionsJSON), useBrowserAutofill: how === "AUTOFILL" }));
}

/** The new passkey as JSON; null when the person changed their mind, or this device has one already. */
export async function makePasskey(optionsJSON: string): Promise<string | null> {
  return orNull(startRegistration({ optionsJSON: JSON.parse(optionsJSON) }));
}

export { browserSupportsWebAuthnAutofill as offersPasskeysInFields };

async function orNull(work: Promise<unknown>): Promise<string | null> {
  try {
    return JSON.stringify(await work);
  } catch {
    return null;
  }
}
