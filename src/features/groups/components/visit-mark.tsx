"use client";
import { useEffect, useRef } from "react";

/** A random mark of this copy of a page, in its form, so that sending it twice counts once. Empty without a script. */
export function VisitMark() {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current) input.current.value ||= crypto.randomUUID();
  }, []);
  return <input ref={input} type="hidden" name="mark" defaultValue="" />;
}
