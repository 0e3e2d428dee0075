/** What a feature adds to the demo's data. Fills tables of that feature alone, and through its commands wherever there is one. */
interface DemoPart {
  /** The parts whose data this one builds on, by name, of whichever feature. */
  after: readonly string[];
  /** Fills an empty database; `now` is the moment that the whole demo is relative to. */
  seed: (now: Date) => Promise<void>;
}

export type DemoParts = Readonly<Record<string, DemoPart>>;
