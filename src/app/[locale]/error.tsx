"use client";

import { useEffect, useRef, useState } from "react";
import { Button, buttonClass } from "@/ui/button";
import { HelpLine } from "@/ui/help-line";
import { LogoMark } from "@/ui/logo";
import { FAILURE_WORDS_ID, type FailureWords, ID_MARK } from "./failure-words";

/**
 * For unexpected errors: an apology in the page's language, links, and the error's id, which also stands in the
 * server's log. The layout puts the words into the document, so that only the page's language is downloaded. Every page
 * loads this component in advance, so it contains no icons and no router, and its links load a new document, which is
 * safest after an error.
 */
export default function FailurePage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const [words, setWords] = useState<FailureWords>();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const holder = document.getElementById(FAILURE_WORDS_ID);
    if (holder?.textContent) setWords(JSON.parse(holder.textContent));
  }, []);
  useEffect(() => {
    if (!words) return;
    // The failed content is gone, and the focus with it: move it to the heading, so that screen readers continue there.
    heading.current?.focus();
    const title = `${words.title} · OmaPolku`;
    let before = document.title;
    // The title of the failed page may arrive after the error. Keep it for readers who go on.
    const keep = () => {
      if (document.title === title) return;
      before = document.title;
      document.title = title;
    };
    keep();
    const head = new MutationObserver(keep);
    head.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => {
      head.disconnect();
      document.title = before;
    };
  }, [words]);
  return (
    <main className="mx-auto grid min-h-dvh max-w-xl content-center gap-5 px-4 py-8">
      <LogoMark className="size-16" />
      <h1 ref={heading} tabIndex={-1} className="text-3xl outline-none">
        {words?.title ?? "OmaPolku"}
      </h1>
      {words ? (
        <>
          <p className="text-lg">{words.text}</p>
          {error.digest ? <p>{words.id.replace(ID_MARK, error.digest)}</p> : null}
          <HelpLine {...words.help} />
          <p className="flex flex-wrap gap-3">
            <Button onClick={reset}>{words.again}</Button>
            <a href={words.addresses.forums} className={buttonClass("secondary")}>
              {words.forums}
            </a>
            <a href={words.addresses.home} className={buttonClass("secondary")}>
              {words.home}
            </a>
          </p>
        </>
      ) : null}
    </main>
  );
}
