import { createContext, useContext, useSyncExternalStore } from "react";

/** Where an act waits until its person has shown again that it is them. */
export interface StepUpDesk {
  /** True once it was shown, false when the person gave up. Acts that come meanwhile wait for the same answer. */
  readonly ask: () => Promise<boolean>;
  readonly answer: (isProved: boolean) => void;
  readonly isAsking: () => boolean;
  readonly subscribe: (onChange: () => void) => () => void;
}

export function createStepUpDesk(): StepUpDesk {
  let waiting: PromiseWithResolvers<boolean> | undefined;
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return {
    ask() {
      waiting ??= Promise.withResolvers<boolean>();
      tell();
      return waiting.promise;
    },
    answer(isProved) {
      waiting?.resolve(isProved);
      waiting = undefined;
      tell();
    },
    isAsking: () => waiting !== undefined,
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}

export const StepUpContext = createContext<StepUpDesk | null>(null);

export function useStepUpDesk(): { readonly isAsking: boolean; readonly answer: StepUpDesk["answer"] } {
  const desk = useContext(StepUpContext);
  if (!desk) throw new Error("StepUpContext is missing: put the ApiProvider around it");
  const isAsking = useSyncExternalStore(desk.subscribe, desk.isAsking, () => false);
  return { isAsking, answer: desk.answer };
}
