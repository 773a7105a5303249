import type { ReactNode } from "react";

interface PostFormProps {
  readonly action: (form: FormData) => Promise<void>;
  /** The address of the page that answers; it must import the action too. */
  readonly page: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/**
 * A form that the browser itself posts, with and without JavaScript: one way for everybody, and a lost connection leaves the browser's
 * own page, from which "back" returns to what was typed.
 */
export function PostForm({ action, page, className, children }: PostFormProps) {
  return (
    <form method="post" encType="multipart/form-data" action={page} className={className} noValidate>
      <input type="hidden" name={`$ACTION_ID_${actionIdOf(action)}`} />
      {children}
    </form>
  );
}

/** React gives every server function its id under this name and looks for it in a posted field. */
function actionIdOf(action: (form: FormData) => Promise<void>): string {
  const id: unknown = Reflect.get(action, "$$id");
  if (typeof id !== "string") throw new TypeError("PostForm needs an action from a “use server” file.");
  return id;
}
