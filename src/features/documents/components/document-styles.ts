/** The look of each kind of block, the same on the page and in the editor. */
export const DOCUMENT_STYLES = {
  whole: "grid grid-cols-[minmax(0,1fr)] content-start gap-4",
  heading2: "mt-4 first:mt-0 font-display text-2xl font-bold",
  heading3: "mt-2 first:mt-0 font-display text-xl font-bold",
  paragraph: "whitespace-pre-line",
  bullets: "grid list-disc gap-1.5 ps-6 marker:text-spruce",
  numbers: "grid list-decimal gap-1.5 ps-7 marker:font-semibold marker:text-spruce",
  // No grid: it would take the marker away.
  item: "ps-1 whitespace-pre-line *:not-first:mt-1.5",
  quote: "grid gap-3 border-s-8 border-cloudberry py-1 ps-5 font-display text-xl leading-snug font-bold",
  callout: "grid gap-3 rounded-card border-s-8 border-lake bg-lake-soft px-5 py-4 text-ink",
} as const;
