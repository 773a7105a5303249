"use client";
import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";

const SECTIONS = [
  { href: "/opinions", word: "opinions", permission: "opinion:read" },
  { href: "/articles", word: "articles", permission: "article:read" },
  { href: "/staff", word: "staff", permission: "access:manage" },
] as const;

export function SectionTabs({ permissions }: { readonly permissions: readonly string[] }) {
  const t = useTranslations("shell");
  const pathname = usePathname();
  return (
    <nav aria-label={t("sections")} className="flex gap-0.5">
      {SECTIONS.filter(({ permission }) => permissions.includes(permission)).map(({ href, word }) => (
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
        </Link>
      ))}
    </nav>
  );
}
