"use client";
import { Kbd } from "@langnghe/ui";
import { Command } from "cmdk";
import {
  Archive,
  CircleCheck,
  FileText,
  Flame,
  Inbox,
  KeyRound,
  Layers,
  ListChecks,
  type LucideIcon,
  Search,
  SquarePen,
  SunMoon,
  Zap,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Dialog } from "radix-ui";
import { type ReactNode, useEffect, useState } from "react";
import { chooseTheme, THEMES } from "./appearance.ts";
import { type Command as Offered, useOfferedCommands } from "./commands.tsx";

const PLACES = [
  { word: "received", href: "/opinions", Icon: Inbox, permission: "opinion:read" },
  { word: "triaged", href: "/opinions?status=TRIAGED", Icon: ListChecks, permission: "opinion:read" },
  { word: "hotspot", href: "/opinions?status=ALL&urgency=HOTSPOT", Icon: Flame, permission: "opinion:read" },
  { word: "answered", href: "/opinions?status=ANSWERED", Icon: CircleCheck, permission: "opinion:read" },
  { word: "setAside", href: "/opinions?status=SET_ASIDE", Icon: Archive, permission: "opinion:read" },
  { word: "all", href: "/opinions?status=ALL", Icon: Layers, permission: "opinion:read" },
  { word: "articles", href: "/articles", Icon: FileText, permission: "article:read" },
  { word: "newArticle", href: "/articles/new", Icon: SquarePen, permission: "article:write" },
  { word: "clients", href: "/clients", Icon: KeyRound, permission: "access:manage" },
] as const;

interface CommandListProps {
  readonly permissions: readonly string[];
}

/** Ctrl K: every place and every action by its name, and a search in the words of opinions. */
export function CommandList({ permissions }: CommandListProps) {
  const t = useTranslations("commands");
  const offered = useOfferedCommands();
  const [isOpen, setOpen] = useState(false);
  const [actions, setActions] = useState<readonly Offered[]>([]);
  const open = () => {
    setActions(offered());
    setOpen(true);
  };
  useControlK(open);
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <button
        type="button"
        onClick={open}
        aria-keyshortcuts="Control+K"
        className="mr-2 flex min-h-8 items-center gap-2 rounded-sm bg-surface px-2.5 text-sm text-ink-3 shadow-[inset_0_0_0_1px_var(--line)] hover:bg-hover lg:w-60 lg:pr-1.5 min-[100rem]:w-[26rem]"
      >
        <Search size={16} strokeWidth={1.75} aria-hidden="true" />
        <span className="max-lg:sr-only">{t("open")}</span>
        <span className="ml-auto hidden text-ink lg:inline">
          <Kbd>Ctrl K</Kbd>
        </span>
      </button>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-30 bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-[12vh] left-1/2 z-30 w-[36rem] max-w-[calc(100vw-2rem)] -translate-x-1/2 overflow-hidden rounded-lg bg-raised shadow-dialog"
        >
          <Dialog.Title className="sr-only">{t("open")}</Dialog.Title>
          <Choices permissions={permissions} actions={actions} onDone={() => setOpen(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface ChoicesProps extends CommandListProps {
  readonly actions: readonly Offered[];
  readonly onDone: () => void;
}

function Choices({ permissions, actions, onDone }: ChoicesProps) {
  const t = useTranslations("commands");
  const themes = useTranslations("account.themes");
  const router = useRouter();
  const [text, setText] = useState("");
  const run = (work: () => unknown) => {
    onDone();
    // The list gives the focus back first; what is run may take it.
    requestAnimationFrame(() => void work());
  };
  const places = PLACES.filter(({ permission }) => permissions.includes(permission));
  const words = text.trim();
  return (
    <Command label={t("open")} filter={matches}>
      <div className="flex items-center gap-2.5 border-b border-line px-4 py-3">
        <Search size={16} strokeWidth={1.75} aria-hidden="true" className="text-ink-3" />
        <Command.Input
          value={text}
          onValueChange={setText}
          placeholder={t("placeholder")}
          className="min-h-7 w-full bg-transparent text-md outline-none"
        />
      </div>
      <Command.List className="max-h-[22rem] overflow-auto p-1.5 [scrollbar-width:thin]">
        <Command.Empty className="px-3 py-4 text-ink-2">{t("none")}</Command.Empty>
        {actions.length > 0 && (
          <Group heading={t("actions")}>
            {actions.map(({ id, word, key, run: act }) => (
              <Choice key={id} word={word} Icon={Zap} onSelect={() => run(act)} shortcut={key} />
            ))}
          </Group>
        )}
        <Group heading={t("places")}>
          {places.map(({ word, href, Icon }) => (
            <Choice key={word} word={t(`goTo.${word}`)} Icon={Icon} onSelect={() => run(() => router.push(href))} />
          ))}
        </Group>
        <Group heading={t("appearance")}>
          {THEMES.map((theme) => (
            <Choice key={theme} word={t("theme", { theme: themes(theme) })} Icon={SunMoon} onSelect={() => run(() => chooseTheme(theme))} />
          ))}
        </Group>
        {words.length > 1 && permissions.includes("opinion:read") && (
          <Command.Group forceMount>
            <Choice
              forceMount
              word={t("search", { text: words })}
              Icon={Search}
              onSelect={() => run(() => router.push(`/opinions?${new URLSearchParams({ status: "ALL", text: words })}`))}
            />
          </Command.Group>
        )}
      </Command.List>
    </Command>
  );
}

function Group({ heading, children }: { readonly heading: string; readonly children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-3"
    >
      {children}
    </Command.Group>
  );
}

interface ChoiceProps {
  readonly word: string;
  readonly Icon: LucideIcon;
  readonly onSelect: () => void;
  readonly shortcut?: string;
  readonly forceMount?: boolean;
}

function Choice({ word, Icon, onSelect, shortcut, forceMount = false }: ChoiceProps) {
  return (
    <Command.Item
      value={word}
      forceMount={forceMount}
      onSelect={onSelect}
      className="flex min-h-9 items-center gap-3 rounded-sm px-3 data-[selected=true]:bg-accent-soft data-[selected=true]:text-accent-soft-ink"
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden="true" className="shrink-0" />
      <span className="min-w-0 truncate">{word}</span>
      {shortcut && (
        <span className="ml-auto">
          <Kbd>{shortcut}</Kbd>
        </span>
      )}
    </Command.Item>
  );
}

/** Every word typed begins a word of the command, with or without its diacritics. */
function matches(value: string, search: string): number {
  const words = fold(value).split(/\s+/);
  return fold(search)
    .split(/\s+/)
    .every((part) => words.some((word) => word.startsWith(part)))
    ? 1
    : 0;
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d").trim();
}

function useControlK(open: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.code !== "KeyK" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
      event.preventDefault();
      open();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  });
}
