"use client";

import { useEffect, useRef, useState } from "react";
import { Button, buttonClass } from "@/ui/button";
import { HelpLine } from "@/ui/help-line";
import { LogoMark } from "@/ui/logo";
import { FAILURE_WORDS_ID, type FailureWords, ID_MARK } from "./failure-words";

/**
 * For what should not happen: an apology in the page's language, ways on, and the id that also stands in the server's
 * log. The words lie in the document, put there by the layout, so that no language but the page's is downloaded. Every page
 * brings this one along, for the day when it is needed: so it holds no icon and no router, and its ways on load a document anew,
 * which is the surest after a failure.
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
    // What stood here is gone, and the focus with it: screen readers go on at the heading, and hear the title.
    heading.current?.focus();
    const title = `${words.title} · OmaPolku`;
    let before = document.title;
    // The title of the page that failed may arrive after the failure: it is kept for the person who goes on.
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
