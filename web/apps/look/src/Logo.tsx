/** A line that rings. */
export function Logo() {
  return (
    <span className="logo">
      <svg viewBox="0 0 40 24" aria-hidden="true">
        <path d="M2 12h9M29 12h9" />
        <circle cx="20" cy="12" r="8.5" />
        <circle className="logo-dot" cx="20" cy="12" r="2.6" />
      </svg>
      Ringline
    </span>
  );
}
