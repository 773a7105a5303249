"use client";
import { useMutation } from "@apollo/client/react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { DropdownMenu } from "radix-ui";
import { useState } from "react";
import { toast } from "sonner";
import type { Viewer } from "@/features/sign-in/find-viewer.ts";
import { graphql } from "@/graphql/generated";
import type { Locale } from "@/graphql/generated/graphql";
import { chooseDensity, chooseTheme, DENSITIES, readDensity, readTheme, THEMES } from "./appearance.ts";

const SET_LOCALE = graphql(`mutation SetLocale($locale: Locale!) { setLocale(locale: $locale) { id locale } }`);
const SIGN_OUT = graphql(`mutation SignOut { signOut }`);
const SIGN_OUT_EVERYWHERE = graphql(`mutation SignOutEverywhere { signOutEverywhere }`);

const LOCALES = { VI: "Tiếng Việt", EN: "English" } as const satisfies Record<Locale, string>;
const ITEM =
  "flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 outline-none data-[highlighted]:bg-hover data-[state=checked]:font-medium data-[state=checked]:text-accent-ink";

/** Who is signed in, how they like it, and the way out. */
export function AccountMenu({ viewer }: { readonly viewer: Viewer }) {
  const t = useTranslations("account");
  const [setLocale] = useMutation(SET_LOCALE);
  const [signOut] = useMutation(SIGN_OUT);
  const [signOutEverywhere] = useMutation(SIGN_OUT_EVERYWHERE);
  const [appearance, setAppearance] = useState({ theme: "system", density: "comfortable" });
  const leave = async (work: () => Promise<unknown>) => {
    try {
      await work();
      forgetDrafts();
      window.location.assign("/sign-in");
    } catch {
      toast.error(t("failed"));
    }
  };
  const speak = async (locale: Locale) => {
    try {
      await setLocale({ variables: { locale } });
      window.location.reload();
    } catch {
      toast.error(t("failed"));
    }
  };
  return (
    <DropdownMenu.Root modal={false} onOpenChange={(isOpen) => isOpen && setAppearance({ theme: readTheme(), density: readDensity() })}>
      <DropdownMenu.Trigger
        aria-label={t("open", { name: viewer.name })}
        className="grid size-8 place-items-center rounded-full bg-who-1 text-xs font-semibold text-on-who"
      >
        {initialOf(viewer.name)}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="end" sideOffset={6} className="z-20 w-64 rounded-md bg-raised p-1.5 text-sm shadow-pop">
          <p className="px-2 pt-1 font-medium">{viewer.name}</p>
          <p className="px-2 pb-1.5 text-xs text-ink-3">{viewer.email}</p>
          <Choice label={t("language")} value={viewer.locale} words={LOCALES} onChoose={(locale) => void speak(locale)} />
          <Choice label={t("theme")} value={appearance.theme} words={wordsFor(THEMES, (theme) => t(`themes.${theme}`))} onChoose={chooseTheme} />
          <Choice
            label={t("density")}
            value={appearance.density}
            words={wordsFor(DENSITIES, (density) => t(`densities.${density}`))}
            onChoose={chooseDensity}
          />
          <DropdownMenu.Separator className="my-1.5 h-px bg-line" />
          <DropdownMenu.Item className={ITEM} asChild>
            <Link href="/account" className="text-ink no-underline">
              {t("own")}
            </Link>
          </DropdownMenu.Item>
          <DropdownMenu.Item className={ITEM} onSelect={() => void leave(() => signOut())}>
            {t("signOut")}
          </DropdownMenu.Item>
          <DropdownMenu.Item className={ITEM} onSelect={() => void leave(() => signOutEverywhere())}>
            {t("signOutEverywhere")}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: string;
  readonly words: Readonly<Record<Value, string>>;
  readonly onChoose: (value: Value) => void;
}

function Choice<Value extends string>({ label, value, words, onChoose }: ChoiceProps<Value>) {
  return (
    <DropdownMenu.RadioGroup value={value} onValueChange={(chosen) => onChoose(chosen as Value)} className="border-t border-line pt-1.5 pb-1">
      <DropdownMenu.Label className="px-2 pb-0.5 text-xs text-ink-3">{label}</DropdownMenu.Label>
      {(Object.entries(words) as [Value, string][]).map(([each, word]) => (
        <DropdownMenu.RadioItem key={each} value={each} className={ITEM}>
          {word}
          <DropdownMenu.ItemIndicator className="ml-auto">✓</DropdownMenu.ItemIndicator>
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

function wordsFor<Value extends string>(values: readonly Value[], wordOf: (value: Value) => string): Record<Value, string> {
  return Object.fromEntries(values.map((value) => [value, wordOf(value)])) as Record<Value, string>;
}

/** In Vietnamese the given name comes last, and it is what colleagues say. */
function initialOf(name: string): string {
  return name.trim().split(/\s+/).at(-1)?.charAt(0).toUpperCase() ?? "?";
}

function forgetDrafts(): void {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith("langnghe.draft.")) localStorage.removeItem(name);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}
