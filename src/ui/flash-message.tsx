import type { ComponentProps } from "react";
import { FocusOnArrival } from "./focus-on-arrival";
import { Notice } from "./notice";

/** A message about something just done; a plain string means that it went well. */
type Flash = string | { text: string; tone: NonNullable<ComponentProps<typeof Notice>["tone"]> };

/**
 * Shows above a page what has just been done, according to `done` in the address: the only confirmation of actions.
 * Shows nothing if `done` names none of the messages. Takes the focus, so that it is read out and the reader starts
 * there.
 */
export function FlashMessage({ done, messages }: { done: unknown; messages: Record<string, Flash> }) {
  const flash = typeof done === "string" && Object.hasOwn(messages, done) ? messages[done] : undefined;
  if (!flash) return null;
  const { text, tone } = typeof flash === "string" ? { text: flash, tone: "good" as const } : flash;
  return (
    <FocusOnArrival key={done as string} role={tone === "stop" ? "alert" : "status"}>
      <Notice tone={tone}>{text}</Notice>
    </FocusOnArrival>
  );
}
