import { getTranslations } from "next-intl/server";
import { FieldErrorText } from "@/controls/field-error.tsx";
import { FIELD, TEXT } from "@/controls/text-styles.ts";
import { listUnits } from "./list-units.ts";

// A browser drops ordinary blanks at the start of an option.
const INDENT = "\u2003";

/** The unit, by choice; the tree is shown by indentation. While the list is away the choice made before is kept. */
export async function UnitField({ unitId, error }: { readonly unitId: string; readonly error: string | undefined }) {
  const [t, units] = await Promise.all([getTranslations("submit"), listUnits()]);
  if (!units) {
    return (
      <div className="mt-8">
        <input type="hidden" name="unitId" value={unitId} />
        <p className={TEXT.question}>{t("unit")}</p>
        <p className="text-md text-ink-3">{t("unitsAway")}</p>
      </div>
    );
  }
  return (
    <div className="mt-8">
      <label htmlFor="unit" className={`mb-1 block ${TEXT.question}`}>
        {t("unit")} <span className="text-md font-normal text-ink-3">{t("optional")}</span>
      </label>
      <p id="unit-hint" className="mb-2 text-md text-ink-3">
        {t("unitHint")}
      </p>
      {error && <FieldErrorText id="unit-error" message={error} />}
      <select
        id="unit"
        name="unitId"
        defaultValue={unitId}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? "unit-hint unit-error" : "unit-hint"}
        className={FIELD}
      >
        <option value="">{t("unitNone")}</option>
        {units.map((unit) => (
          <option key={unit.id} value={unit.id} lang="vi">
            {INDENT.repeat(unit.depth) + unit.name}
          </option>
        ))}
      </select>
    </div>
  );
}
