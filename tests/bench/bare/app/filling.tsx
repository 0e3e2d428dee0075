import Link from "next/link";

/** Words in several scripts, as on our pages: text beyond Latin-1 costs a server more than ASCII. */
const WORDS = "polku path طريق jid ";

/** Fills a page with this many bytes. Its text is sent twice, once to read and once for React, so half of it is written. */
export function Filling({ bytes }: { bytes: string | undefined }) {
  const times = Math.max(1, Math.round(Number(bytes ?? 50_000) / 2 / Buffer.byteLength(WORDS)));
  return (
    <main>
      <Link href="/list">bare</Link>
      <p>{WORDS.repeat(times)}</p>
    </main>
  );
}
