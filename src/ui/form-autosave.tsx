"use client";

import { useEffect, useRef, useState } from "react";
import type { Noted } from "./form-model";
import { inTime } from "./in-time";

/** The input is sent this many milliseconds after the last letter, and at the latest this long after the first. */
const PAUSE = 3_000;
const LATEST = 15_000;
/** After this many milliseconds the answer counts as lost. */
const LOST = 20_000;

/**
 * Within a form: sends the input to the server from time to time, and when the user leaves the page, and shows the answer
 * in a line. Never moves the focus. Does nothing without a script, and stops when the answer says so.
 */
export function FormAutosave({
  keep,
  unkept,
}: {
  keep: (form: FormData) => Promise<Noted>;
  /** Shown if no answer comes. */
  unkept: string;
}) {
  const line = useRef<HTMLParagraphElement>(null);
  const [said, say] = useState("");
  const begun = useRef(false);
  useEffect(() => {
    const form = line.current?.closest("form");
    if (!form) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    /** When the first letter was typed that has not been sent; 0 if there is none. */
    let since = 0;
    let busy = false;
    let over = false;
    const send = async () => {
      clearTimeout(timer);
      if (!since || busy || over) return;
      since = 0;
      busy = true;
      const answer = await inTime(keep(new FormData(form)), LOST).catch(() => null);
      busy = false;
      over = answer?.over ?? false;
      say(answer?.said ?? unkept);
      if (since) wait();
      // What could not be sent is sent after the next letter, or when the user leaves the page.
      else if (!answer) since = Date.now();
    };
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(send, Math.max(0, Math.min(PAUSE, since + LATEST - Date.now())));
    };
    const typed = ({ target }: Event) => {
      if (target instanceof HTMLInputElement && target.type === "checkbox") return;
      since ||= Date.now();
      wait();
    };
    const sent = () => {
      since = 0;
      clearTimeout(timer);
    };
    const left = () => {
      if (document.visibilityState === "hidden") send();
    };
    // Somebody may have typed before the script loaded.
    if (!begun.current && [...form.querySelectorAll("textarea")].some((field) => field.value !== field.defaultValue)) {
      since = Date.now();
      wait();
    }
    begun.current = true;
    form.addEventListener("input", typed);
    form.addEventListener("submit", sent);
    document.addEventListener("visibilitychange", left);
    return () => {
      form.removeEventListener("input", typed);
      form.removeEventListener("submit", sent);
      document.removeEventListener("visibilitychange", left);
      send();
    };
  }, [keep, unkept]);
  return (
    <p ref={line} role="status" className="text-center text-ink-soft empty:-mb-5">
      {said}
    </p>
  );
}
