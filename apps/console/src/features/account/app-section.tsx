"use client";
import { Button, Field, inputClass } from "@langnghe/ui";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { BEGIN_TOTP, CONFIRM_TOTP, REMOVE_TOTP } from "./account.documents.ts";
import { QrCode } from "./qr-code.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { Section } from "./section.tsx";
import { useAct } from "./use-act.ts";

/** The authenticator app: set up with a picture and a first code, and ten codes on paper come with it. */
export function AppSection({ hasTotp }: { readonly hasTotp: boolean }) {
  const t = useTranslations("own.app");
  const act = useAct();
  const [offer, setOffer] = useState<{ readonly secret: string; readonly uri: string }>();
  const [codes, setCodes] = useState<readonly string[]>();
  const begin = async () => setOffer((await act.run(BEGIN_TOTP, {}))?.beginTotp);
  const confirm = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get("code"));
    const confirmed = await act.run(CONFIRM_TOTP, { code });
    if (!confirmed) return;
    setOffer(undefined);
    setCodes(confirmed.confirmTotp.recoveryCodes);
  };
  return (
    <Section id="app" title={t("title")} what={t(hasTotp ? "set" : "what")} error={act.error}>
      {hasTotp && (
        <Button disabled={act.isBusy} onClick={() => void act.run(REMOVE_TOTP, {})}>
          {t("remove")}
        </Button>
      )}
      {!hasTotp && !offer && (
        <Button disabled={act.isBusy} onClick={() => void begin()}>
          {t("begin")}
        </Button>
      )}
      {!hasTotp && offer && (
        <form onSubmit={confirm} className="flex flex-wrap items-start gap-6">
          <QrCode text={offer.uri} label={t("picture")} />
          <div className="max-w-xs space-y-3">
            <p>{t("scan")}</p>
            <p className="font-mono text-sm break-all">{offer.secret}</p>
            <Field id="totp-code" label={t("code")}>
              {(control) => (
                <input {...control} name="code" required inputMode="numeric" autoComplete="one-time-code" maxLength={7} className={inputClass()} />
              )}
            </Field>
            <Button type="submit" look="primary" disabled={act.isBusy}>
              {t("confirm")}
            </Button>
          </div>
        </form>
      )}
      {codes && <RecoveryCodes codes={codes} />}
    </Section>
  );
}
