/** A feature's part of the demo data. It fills only that feature's tables, and through its commands where there are any. */
interface DemoPart {
  /** The names of the parts, of any feature, whose data this one builds on. */
  after: readonly string[];
  /** Fills an empty database; the whole demo is relative to `now`. */
  seed: (now: Date) => Promise<void>;
}

export type DemoParts = Readonly<Record<string, DemoPart>>;

/** A permit that the demo needs; throws if there is none. `what` is what the demo may not do without it. */
export function granted<Permit>(permit: Permit | null, what: string): Permit {
  if (!permit) throw new Error(`the demo may not ${what}`);
  return permit;
}
