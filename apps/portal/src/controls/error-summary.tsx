export interface FieldError {
  /** The id of the field to change; the link goes there. */
  readonly fieldId: string;
  readonly message: string;
}

/** What is to be changed before the form can be sent, each line a link to its field. */
export function ErrorSummary({ heading, errors }: { readonly heading: string; readonly errors: readonly FieldError[] }) {
  return (
    <div className="my-5 max-w-[40rem] rounded-md border-3 border-hotspot p-4" role="alert" aria-labelledby="error-summary">
      <h2 id="error-summary" className="text-[1.25rem] leading-[1.75rem]">
        {heading}
      </h2>
      <ul>
        {errors.map((error) => (
          <li key={error.fieldId}>
            <a href={`#${error.fieldId}`} className="inline-block py-2 font-semibold text-hotspot">
              {error.message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
