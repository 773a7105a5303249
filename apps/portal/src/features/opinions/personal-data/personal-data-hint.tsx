"use client";

import type { PersonalDataKind } from "@langnghe/text";
import { EyeOff } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { buttonStyle } from "@/controls/button-style.ts";

interface PersonalDataHintProps {
  /** Of the text field that is watched. */
  readonly fieldId: string;
  readonly words: {
    readonly seems: string;
    readonly cover: string;
    readonly kinds: Readonly<Record<PersonalDataKind, string>>;
  };
}

type Finder = typeof import("./found-personal-data.ts");

/** After the last key: a number that is half typed is not spoken of. */
const QUIET_MS = 600;

/** Says while one types what the form would ask before sending. Nothing leaves the page; without a script the form asks all the same. */
export function PersonalDataHint({ fieldId, words }: PersonalDataHintProps) {
  const [kinds, setKinds] = useState<readonly PersonalDataKind[]>([]);
  const finder = useRef<Finder>(undefined);
  useEffect(() => {
    const field = textField(fieldId);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      // Fetched with the first words; should the line be gone by then, the form asks before sending.
      finder.current ??= await import("./found-personal-data.ts").catch(() => undefined);
      const found = field && finder.current ? finder.current.foundPersonalData(field.value) : [];
      setKinds([...new Set(found.map(({ kind }) => kind))]);
    };
    const lookSoon = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void look(), QUIET_MS);
    };
    if (field?.value) lookSoon();
    field?.addEventListener("input", lookSoon);
    return () => {
      clearTimeout(timer);
      field?.removeEventListener("input", lookSoon);
    };
  }, [fieldId]);
  const cover = () => {
    const field = textField(fieldId);
    if (!field || !finder.current) return;
    field.value = finder.current.withoutPersonalData(field.value);
    setKinds([]);
    field.focus();
  };
  return (
    <div role="status">
      {kinds.length > 0 && (
        <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md bg-context-soft px-4 py-3 text-md">
          <EyeOff className="size-5 flex-none text-context" strokeWidth={1.75} aria-hidden />
          <p className="min-w-0 flex-1 basis-64">
            {words.seems} <b>{kinds.map((kind) => words.kinds[kind]).join(", ")}</b>
          </p>
          <button type="button" onClick={cover} className={buttonStyle("plain")}>
            {words.cover}
          </button>
        </div>
      )}
    </div>
  );
}

function textField(id: string): HTMLTextAreaElement | undefined {
  const field = document.getElementById(id);
  return field instanceof HTMLTextAreaElement ? field : undefined;
}
