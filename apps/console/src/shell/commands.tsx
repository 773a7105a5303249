"use client";
import { createContext, type ReactNode, useContext, useEffect, useId, useRef, useState } from "react";

export interface Command {
  readonly id: string;
  readonly word: string;
  /** The letter that does the same. */
  readonly key: string;
  readonly isPossible: boolean;
  readonly run: () => unknown;
}

interface Commands {
  readonly offered: () => readonly Command[];
  readonly offer: (owner: string, commands: () => readonly Command[]) => () => void;
}

const CommandsContext = createContext<Commands | null>(null);

/** What the screen on show can do, for the command list. Read when the list opens, so nothing is drawn anew on each change. */
export function CommandsProvider({ children }: { readonly children: ReactNode }) {
  const [commands] = useState(createCommands);
  return <CommandsContext.Provider value={commands}>{children}</CommandsContext.Provider>;
}

export function useOfferedCommands(): Commands["offered"] {
  return useContext(CommandsContext)?.offered ?? none;
}

/** Offers these while the caller is on the screen. */
export function useCommands(commands: readonly Command[]): void {
  const context = useContext(CommandsContext);
  const owner = useId();
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  useEffect(() => context?.offer(owner, () => latest.current), [context, owner]);
}

function createCommands(): Commands {
  const owners = new Map<string, () => readonly Command[]>();
  return {
    offered: () => [...owners.values()].flatMap((commands) => commands()).filter(({ isPossible }) => isPossible),
    offer(owner, commands) {
      owners.set(owner, commands);
      return () => {
        owners.delete(owner);
      };
    },
  };
}

function none(): readonly Command[] {
  return [];
}
