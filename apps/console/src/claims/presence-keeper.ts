import type { PresenceMode, SubjectKind } from "@/graphql/generated/graphql";

export interface Place {
  readonly subject: { readonly kind: SubjectKind; readonly id: string };
  readonly mode: PresenceMode;
}

interface Telling {
  readonly keep: (place: Place) => Promise<unknown>;
  readonly leave: (subject: Place["subject"]) => Promise<unknown>;
}

export interface PresenceKeeper {
  /** Where the viewer is from now on; null for nowhere. Saying it again renews it. */
  readonly be: (place: Place | null) => void;
}

/**
 * Tells the server where the viewer is, one message after the other: requests that travel side by side may overtake each
 * other, and a farewell that arrives last would hide who is still there. Whoever steps on quickly is told only where they ended.
 */
export function createPresenceKeeper({ keep, leave }: Telling): PresenceKeeper {
  let wanted: Place | null = null;
  let told: Place | null = null;
  let isTelling = false;

  const tellNext = async () => {
    const next = wanted;
    if (told && told.subject.id !== next?.subject.id) {
      const { subject } = told;
      told = null;
      await leave(subject);
    } else if (next) {
      told = next;
      await keep(next);
    }
  };
  const tell = async () => {
    isTelling = true;
    // What does not get through is said again with the next renewal, and forgotten by the server without one.
    while (told !== wanted) await tellNext().catch(() => undefined);
    isTelling = false;
  };

  return {
    be(place) {
      wanted = place;
      if (!isTelling) void tell();
    },
  };
}
