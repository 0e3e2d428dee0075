"use client";
import { useEffect, useRef } from "react";

/** A random mark of this copy of a page, in its form, so that sending it twice counts once. Empty without a script. */
export function VisitMark() {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // Not randomUUID, which phones of 2021 do not have.
    const random = crypto.getRandomValues(new Uint8Array(16));
    if (input.current)
      input.current.value ||= Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }, []);
  return <input ref={input} type="hidden" name="mark" defaultValue="" />;
}
