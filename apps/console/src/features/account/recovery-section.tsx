"use client";
import { Button } from "@langnghe/ui";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DRAW_CODES } from "./account.documents.ts";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { Section } from "./section.tsx";
import { useAct } from "./use-act.ts";

export function RecoverySection({ count }: { readonly count: number }) {
  const t = useTranslations("own.recovery");
  const act = useAct();
  const [codes, setCodes] = useState<readonly string[]>();
  const draw = async () => setCodes((await act.run(DRAW_CODES, {}))?.drawRecoveryCodes);
  return (
    <Section id="recovery" title={t("title")} what={t("what", { count })} error={act.error}>
      <Button disabled={act.isBusy} onClick={() => void draw()}>
        {t(count === 0 ? "draw" : "drawAnew")}
      </Button>
      {codes && <RecoveryCodes codes={codes} />}
    </Section>
  );
}
