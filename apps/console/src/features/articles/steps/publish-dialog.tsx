"use client";
import { Button, Dialog, Field, inputClass } from "@langnghe/ui";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { now } from "@/clock.ts";
import { fromVietnamTime, suggestPublishTime } from "./publish-time.ts";

interface PublishDialogProps {
  readonly isOpen: boolean;
  /** An article that has its hour already can only go out earlier. */
  readonly canSchedule: boolean;
  readonly isBusy: boolean;
  readonly error: string | undefined;
  readonly onClose: () => void;
  /** ISO, or null for at once. */
  readonly onConfirm: (publishAt: string | null) => void;
}

/** Now, or at an hour by the clock in Viet Nam. What is published once can only be corrected or withdrawn, in public. */
export function PublishDialog({ isOpen, canSchedule, isBusy, error, onClose, onConfirm }: PublishDialogProps) {
  const t = useTranslations("articles.publish");
  const [isLater, setLater] = useState(false);
  const [time, setTime] = useState("");
  const [isNoTime, setNoTime] = useState(false);
  const willWait = canSchedule && isLater;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const publishAt = willWait ? fromVietnamTime(time) : null;
    setNoTime(willWait && publishAt === null);
    if (!willWait || publishAt !== null) onConfirm(publishAt);
  };
  const chooseLater = () => {
    setLater(true);
    if (time === "") setTime(suggestPublishTime(now()));
  };
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("title")}>
      <form onSubmit={submit}>
        <div className="space-y-4 p-4">
          <p className="text-ink-2">{t("what")}</p>
          {canSchedule && (
            <fieldset className="space-y-2">
              <legend className="mb-1 font-medium">{t("when")}</legend>
              <Choice label={t("now")} isChosen={!isLater} onChoose={() => setLater(false)} />
              <Choice label={t("later")} isChosen={isLater} onChoose={chooseLater} />
            </fieldset>
          )}
          {willWait ? (
            <Field id="publish-at" label={t("time")} hint={t("zone")} error={isNoTime ? t("noTime") : error}>
              {(control) => (
                <input
                  {...control}
                  type="datetime-local"
                  value={time}
                  onChange={({ target }) => setTime(target.value)}
                  className={inputClass("max-w-64")}
                />
              )}
            </Field>
          ) : (
            error && (
              <p role="alert" className="font-semibold text-hotspot">
                {error}
              </p>
            )
          )}
        </div>
        <footer className="flex items-center justify-end gap-2 border-t border-line bg-sunken px-4 py-3">
          <Button look="bare" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" look="primary" disabled={isBusy} aria-busy={isBusy}>
            {t(willWait ? "schedule" : "confirm")}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Choice({ label, isChosen, onChoose }: ChoiceProps) {
  return (
    <label className="flex min-h-8 items-center gap-2">
      <input type="radio" name="publish-when" checked={isChosen} onChange={onChoose} className="size-4 accent-accent" />
      {label}
    </label>
  );
}
