"use client";
import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";

const SECTIONS = [
  { href: "/opinions", word: "opinions", permission: "opinion:read" },
  { href: "/articles", word: "articles", permission: "article:read" },
  { href: "/clients", word: "clients", permission: "access:manage" },
  { href: "/audit", word: "audit", permission: "audit:read" },
  { href: "/staff", word: "staff", permission: "access:manage" },
] as const;

interface SectionTabsProps {
  readonly permissions: readonly string[];
  /** How many outside systems need the viewer; whoever is asked to confirm one comes there without keeping any. */
  readonly clientsAtHand: number;
}

export function SectionTabs({ permissions, clientsAtHand }: SectionTabsProps) {
  const t = useTranslations("shell");
  const pathname = usePathname();
  return (
    <nav aria-label={t("sections")} className="flex gap-0.5">
      {SECTIONS.filter(({ word, permission }) => permissions.includes(permission) || (word === "clients" && clientsAtHand > 0)).map(
        ({ href, word }) => (
          <Link
            key={href}
            href={href}
            aria-current={pathname.startsWith(href) ? "page" : undefined}
            className={clsx(
              "rounded-sm px-2.5 py-1 font-medium no-underline",
              pathname.startsWith(href) ? "bg-active text-ink" : "text-ink-2 hover:bg-active",
            )}
          >
            {t(word)}
            {word === "clients" && clientsAtHand > 0 && <AtHand count={clientsAtHand} />}
          </Link>
        ),
      )}
    </nav>
  );
}

function AtHand({ count }: { readonly count: number }) {
  const t = useTranslations("clients");
  return (
    <>
      <span aria-hidden="true" className="ml-1.5 inline-block min-w-5 rounded-full bg-soon-soft px-1.5 text-center text-xs font-semibold text-soon">
        {count}
      </span>
      <span className="sr-only">{t("needsLook", { count })}</span>
    </>
  );
}
