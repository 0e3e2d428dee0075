"use client";

import { useEffect, useState } from "react";
import { Button } from "@/ui/button";
import { FAILURE_WORDS_ID, type FailureWords, ID_MARK } from "./failure-words";

/**
 * For what should not happen: an apology in the page's language, a way on, and the id that also stands in the server's
 * log. The words lie in the document, put there by the layout, so that no language but the page's is downloaded.
 */
export default function FailurePage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const [words, setWords] = useState<FailureWords>();
  useEffect(() => {
    const holder = document.getElementById(FAILURE_WORDS_ID);
    if (holder?.textContent) setWords(JSON.parse(holder.textContent));
  }, []);
  return (
    <main className="mx-auto grid min-h-dvh max-w-xl content-center gap-5 px-4 py-8">
      <h1 className="text-3xl">{words?.title ?? "OmaPolku"}</h1>
      <p className="text-lg">{words?.text}</p>
      {error.digest && words ? <p>{words.id.replace(ID_MARK, error.digest)}</p> : null}
      {words ? (
        <p>
          <Button onClick={reset}>{words.again}</Button>
        </p>
      ) : null}
    </main>
  );
}
