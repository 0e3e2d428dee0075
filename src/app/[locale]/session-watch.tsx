"use client";

import { useEffect, useState } from "react";
import { entryRoutes } from "@/i18n/routes";
import { Button } from "@/ui/button";
import { TextLink } from "@/ui/text-link";

/** How many milliseconds before a session ends its owner is warned, in time to extend it (WCAG 2.2.1). */
const WARN_BEFORE = 5 * 60_000;
/** The longest delay of a timer, which counts in 32 bits; after it, the session is checked again. */
const LONGEST_WAIT = 12 * 3_600_000;

interface Words {
  /** With `{time}` for the time of day. */
  soon: string;
  stay: string;
  /** For a session that cannot be extended any more. */
  last: string;
  over: string;
  signIn: string;
}

/** How long a session lasts without further use. */
interface Remaining {
  /** In milliseconds, because the reader's clock may be wrong. */
  left: number;
  /** The time of day at which it ends, in words. */
  time: string;
}

/** Asks the server, because another tab may have used the session. Null if it is over; undefined without an answer. */
async function ask(stay: boolean): Promise<Remaining | null | undefined> {
  try {
    return (await (await fetch(entryRoutes.session(stay))).json()) as Remaining | null;
  } catch {
    return undefined;
  }
}

interface Known {
  is: "fine" | "soon" | "last" | "over";
  until: Remaining;
}

/** The state after an answer; without one, by its own clock. `otherwise` is the state if little time is left. */
function learn(was: Known, answer: Remaining | null | undefined, otherwise: "soon" | "last"): Known {
  if (answer === null || (answer === undefined && was.is !== "fine")) return { ...was, is: "over" };
  const until = answer ?? { ...was.until, left: WARN_BEFORE };
  return { is: until.left > WARN_BEFORE ? "fine" : was.is === "last" ? "last" : otherwise, until };
}

/**
 * Warns signed-in users five minutes before their session ends, with a button to extend it. Once it has ended, says how
 * to go on without losing what is on the page. Shows nothing until then.
 */
export function SessionWatch({ until, signInHref, words }: { until: Remaining; signInHref: string; words: Words }) {
  const [known, setKnown] = useState<Known>({
    is: "fine",
    until,
  });
  useEffect(() => {
    if (known.is === "over") return;
    const wait = known.is === "fine" ? known.until.left - WARN_BEFORE : known.until.left;
    const look = async () => {
      const answer = await ask(false);
      setKnown((was) => learn(was, answer, "soon"));
    };
    const timer = setTimeout(look, Math.min(Math.max(0, wait), LONGEST_WAIT));
    return () => clearTimeout(timer);
  }, [known]);
  const stay = async () => {
    const answer = await ask(true);
    // Without a network the button stays, to be pressed again.
    if (answer !== undefined) setKnown((was) => learn(was, answer, "last"));
  };
  return (
    <div role="alert" className={known.is === "fine" ? "" : "sticky bottom-3 z-10 print:hidden"}>
      {known.is === "fine" ? null : (
        <div className="grid gap-2 rounded-card border-2 border-cloudberry bg-cloudberry-soft p-4 text-on-cloudberry shadow-card">
          <p className="font-semibold">
            {known.is === "over" ? words.over : words[known.is].replace("{time}", known.until.time)}
          </p>
          <p>
            {known.is === "soon" ? (
              <Button onClick={stay}>{words.stay}</Button>
            ) : (
              <TextLink href={signInHref} target="_blank" className="inline-flex min-h-11 items-center">
                {words.signIn}
              </TextLink>
            )}
          </p>
        </div>
      )}
    </div>
  );
}
