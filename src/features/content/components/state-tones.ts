/** The tag tones for the states of parts and texts. */
export const STATE_TONES = {
  original: "info",
  checked: "good",
  unchecked: "info",
  machine: "care",
  older: "care",
  missing: "care",
} as const;
