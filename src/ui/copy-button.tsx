"use client";

import { useEffect, useState } from "react";

/** Copies a text. Shown only if the browser can do that; without JavaScript the other ways of sharing remain. */
export function CopyButton({
  text,
  label,
  done,
  className,
}: {
  text: string;
  label: string;
  done: string;
  className: string;
}) {
  const [able, setAble] = useState(false);
  const [copied, setCopied] = useState(false);
  useEffect(() => setAble(Boolean(navigator.clipboard)), []);
  if (!able) return null;
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <>
      <button type="button" onClick={copy} className={className}>
        {copied ? done : label}
      </button>
      <span role="status" className="sr-only">
        {copied ? done : ""}
      </span>
    </>
  );
}
