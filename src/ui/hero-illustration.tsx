/**
 * The portal's landscape: hills at dawn, a marked trail to a lit house, and people of all sizes on their way.
 * Decorative. Its colours are tokens, so it needs nothing more for dark mode; it is mirrored for right-to-left readers.
 * If `wide`, low hills without trees extend it at the start, with sky above them for text.
 */
export function HeroIllustration({ wide = false, className = "" }: { wide?: boolean; className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox={wide ? "-640 0 1200 400" : "0 0 560 400"}
      preserveAspectRatio={wide ? "xMaxYMax slice" : "xMidYMax slice"}
      className={`rtl:-scale-x-100 ${className}`}
    >
      <rect x="-640" width="1200" height="400" fill="var(--sky)" />
      <circle cx="424" cy="112" r="46" fill="var(--cloudberry)" opacity="0.9" />
      <path
        d="M-640 346q120-34 250-12t220-40Q-70 246 0 190q90-70 190-24t190-26q90-36 180 20v240H-640z"
        fill="var(--hill-1)"
      />
      <path d="M-640 372q160-30 300-8t220-40Q-50 284 0 256q110-58 236-18t324-38v200H-640z" fill="var(--hill-2)" />
      <path d="M-640 392q200-24 340-6t210-26Q-40 346 0 330q150-60 300-22t260-30v122H-640z" fill="var(--hill-3)" />
      <g fill="var(--spruce)">
        {wide ? null : (
          <path d="M58 236l17-50 17 50h-12v9H70v-9zM98 250l13-38 13 38h-9v8h-8v-8zM26 262l12-36 12 36h-8v7h-8v-7z" />
        )}
        <path d="M496 232l17-52 17 52h-12v9h-10v-9zM462 244l12-36 12 36h-8v7h-8v-7z" />
      </g>
      <path
        d="M120 404c6-52 236-36 232-84-3-38-170-22-160-64 7-30 126-20 132-50 2-9-5-16-14-21"
        fill="none"
        stroke="var(--paper)"
        strokeWidth="16"
        strokeLinecap="round"
      />
      <path
        d="M120 404c6-52 236-36 232-84-3-38-170-22-160-64 7-30 126-20 132-50 2-9-5-16-14-21"
        fill="none"
        stroke="var(--cloudberry)"
        strokeWidth="4"
        strokeLinecap="round"
        strokeDasharray="3 12"
      />
      <g>
        <path d="M276 182v-34l30-24 30 24v34z" fill="var(--surface)" />
        <path
          d="M268 152l38-31 38 31"
          fill="none"
          stroke="var(--lingon)"
          strokeWidth="8"
          strokeLinejoin="round"
          strokeLinecap="round"
        />
        <path d="M298 182v-22h16v22z" fill="var(--cloudberry)" />
        <path d="M283 154h10v10h-10zM319 154h10v10h-10z" fill="var(--cloudberry)" />
      </g>
      <g>
        <g fill="var(--lingon)">
          <circle cx="196" cy="318" r="11" />
          <path d="M180 368c0-22 5-36 16-36s16 14 16 36z" />
        </g>
        <g fill="var(--cloudberry)">
          <circle cx="226" cy="340" r="8" />
          <path d="M214 374c0-15 4-25 12-25s12 10 12 25z" />
        </g>
        <g fill="var(--lake)">
          <circle cx="262" cy="312" r="11" />
          <path d="M245 364c0-24 6-39 17-39s17 15 17 39z" />
        </g>
        <g fill="var(--spruce-strong)">
          <circle cx="298" cy="326" r="9" />
          <path d="M284 366c0-18 5-30 14-30s14 12 14 30z" />
        </g>
      </g>
      <g stroke="var(--ink)" strokeWidth="5" strokeLinecap="round">
        <path d="M420 372v-70" />
        <path d="M396 312h44l12 10-12 10h-44z" fill="var(--surface)" strokeWidth="4" strokeLinejoin="round" />
      </g>
      <circle cx="414" cy="322" r="4.500" fill="var(--cloudberry)" />
    </svg>
  );
}
