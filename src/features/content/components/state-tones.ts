/** How a part or a text stands, as the look of its tag. */
export const STATE_TONES = {
  original: "info",
  checked: "good",
  unchecked: "info",
  machine: "care",
  older: "care",
  missing: "care",
} as const;
