"use client";
import { clsx } from "clsx";
import { type ReactNode, useEffect, useId, useRef } from "react";

interface DialogProps {
  readonly isOpen: boolean;
  /** Asked to close: Escape, or whatever stands in the dialog. */
  readonly onClose: () => void;
  readonly title: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/**
 * The browser's own modal dialog: it keeps the focus, makes the page behind inert, and gives the focus back.
 * It writes no style of its own into the page, so a strict policy holds.
 */
export function Dialog({ isOpen, onClose, title, className, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onClose={() => {
        if (isOpen) onClose();
      }}
      className={clsx(
        "m-auto max-h-[calc(100dvh-2rem)] w-[32rem] max-w-[calc(100vw-2rem)] overflow-auto rounded-lg bg-raised text-ink shadow-dialog backdrop:bg-scrim",
        className,
      )}
    >
      {isOpen && (
        <>
          <h2 id={titleId} className="border-b border-line px-4 py-3 text-md font-semibold">
            {title}
          </h2>
          {children}
        </>
      )}
    </dialog>
  );
}
