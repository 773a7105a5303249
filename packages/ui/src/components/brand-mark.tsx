/** The three arcs of the product's mark; takes the colour of the text around it. */
export function BrandMark({ className }: { readonly className?: string }) {
  return (
    <svg
      className={className}
      viewBox="0 0 24 24"
      width="24"
      height="24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M4.5 12a7.5 7.5 0 0 1 15 0" />
      <path d="M8 12a4 4 0 0 1 8 0" />
      <path d="M4.5 15.5v1.5M8 15.5v4M12 12v9M16 15.5v4M19.5 15.5v1.5" />
    </svg>
  );
}
