"use client";
import { Button, Field, inputClass } from "@langnghe/ui";
import { Fingerprint } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { makePasskey } from "@/features/sign-in/passkeys.ts";
import type { AccountQuery } from "@/graphql/generated/graphql";
import { ADD_PASSKEY, OFFER_PASSKEY, REMOVE_PASSKEY } from "./account.documents.ts";
import { Section } from "./section.tsx";
import { useAct } from "./use-act.ts";

interface PasskeySectionProps {
  readonly passkeys: NonNullable<AccountQuery["viewer"]>["passkeys"];
  /** Where passkeys work when they do not work at this address; null when they do. */
  readonly passkeyOrigin: string | null;
}

export function PasskeySection({ passkeys, passkeyOrigin }: PasskeySectionProps) {
  const t = useTranslations("own.passkeys");
  const format = useFormatter();
  const act = useAct();
  const [name, setName] = useState("");
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const offered = await act.run(OFFER_PASSKEY, {});
    if (!offered) return;
    const response = await makePasskey(offered.offerPasskey);
    if (!response) return act.setError(t("none"));
    if (await act.run(ADD_PASSKEY, { input: { response, name: name.trim() || t("unnamed") } })) setName("");
  };
  return (
    <Section id="passkeys" title={t("title")} what={t("what")} error={act.error}>
      <ul aria-labelledby="passkeys" className="divide-y divide-line">
        {passkeys.map((passkey) => (
          <li key={passkey.id} className="flex items-center gap-3 py-2">
            <Fingerprint size={18} strokeWidth={1.75} aria-hidden="true" className="text-ink-3" />
            <span className="min-w-0 grow">
              <b className="block truncate font-medium">{passkey.name}</b>
              <span className="text-sm text-ink-3">
                {passkey.lastUsedAt
                  ? t("used", { at: format.dateTime(new Date(passkey.lastUsedAt), { dateStyle: "short" }) })
                  : t("unused", { at: format.dateTime(new Date(passkey.createdAt), { dateStyle: "short" }) })}
              </span>
            </span>
            <Button
              aria-label={t("removeNamed", { name: passkey.name })}
              disabled={act.isBusy}
              onClick={() => void act.run(REMOVE_PASSKEY, { id: passkey.id })}
            >
              {t("remove")}
            </Button>
          </li>
        ))}
      </ul>
      {passkeyOrigin === null ? (
        <form onSubmit={add} className="flex flex-wrap items-end gap-2">
          <div className="w-64 max-w-full">
            <Field id="passkey-name" label={t("name")}>
              {(control) => (
                <input
                  {...control}
                  value={name}
                  onChange={({ target }) => setName(target.value)}
                  maxLength={60}
                  placeholder={t("unnamed")}
                  className={inputClass()}
                />
              )}
            </Field>
          </div>
          <Button type="submit" look="primary" disabled={act.isBusy}>
            {t("add")}
          </Button>
        </form>
      ) : (
        <p className="text-sm">{t.rich("elsewhere", { link: (words) => <a href={`${passkeyOrigin}/account`}>{words}</a> })}</p>
      )}
    </Section>
  );
}
