/** The mark of OmaPolku: a trail that winds from a table to a cloudberry. */
export function LogoMark({ className = "size-10" }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 48 48" className={className}>
      <rect width="48" height="48" rx="14" fill="var(--spruce)" />
      <path
        d="M13 40c0-9 21-7 21-15 0-7-16-4-16-11 0-2 1-4 3-5"
        fill="none"
        stroke="var(--on-spruce)"
        strokeWidth="4.5"
        strokeLinecap="round"
        strokeDasharray="7 5.5"
      />
      <circle cx="30" cy="9.5" r="4.5" fill="var(--cloudberry)" />
    </svg>
  );
}
