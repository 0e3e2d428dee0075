import { useState } from "react";

/** Writes entries, and what to say of it: what was just done, for everybody who does not see it, and what went wrong. */
export function useNoting<Entry>(note: (entries: readonly Entry[]) => Promise<void>, failed: string) {
  const [said, setSaid] = useState("");
  const [problem, setProblem] = useState("");

  /** Writes entries, and only then says so. */
  async function write(entries: readonly Entry[], message: string) {
    try {
      await note(entries);
      setProblem("");
      setSaid(message);
    } catch {
      setProblem(failed);
    }
  }

  return { said, setSaid, problem, setProblem, write };
}
