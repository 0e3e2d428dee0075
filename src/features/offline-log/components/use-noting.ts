import { useState } from "react";
import { type NewEntry, type Noted, notedNow } from "../device/new-entry";

/** Writes entries as of now, and what to say of it: what was just done, for everybody who does not see it, and what went wrong. */
export function useNoting<Entry>(
  note: (entries: readonly (NewEntry<Entry> & Noted)[]) => Promise<void>,
  failed: string,
) {
  const [said, setSaid] = useState("");
  const [problem, setProblem] = useState("");

  /** Writes entries, and only then says so. */
  async function write(entries: readonly NewEntry<Entry>[], message: string) {
    try {
      await note(entries.map((entry) => ({ ...notedNow(), ...entry })));
      setProblem("");
      setSaid(message);
    } catch {
      setProblem(failed);
    }
  }

  return { said, setSaid, problem, setProblem, write };
}
