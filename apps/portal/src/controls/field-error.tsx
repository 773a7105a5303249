import { getTranslations } from "next-intl/server";

/** The error beside its field; `id` goes into the field's aria-describedby. */
export async function FieldErrorText({ id, message }: { readonly id: string; readonly message: string }) {
  const t = await getTranslations("shell");
  return (
    <p id={id} className="mb-1.5 font-semibold text-hotspot">
      <span className="sr-only">{t("errorPrefix")} </span>
      {message}
    </p>
  );
}
