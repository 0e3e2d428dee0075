import Link from "next/link";

/** Words in more than one script, as on our pages: text beyond Latin-1 costs a server more than ASCII does. */
const WORDS = "polku path طريق jid ";

/** Fills a page up to so many bytes. Its text is sent twice, once to be read and once for React: half of it is given. */
export function Filling({ bytes }: { bytes: string | undefined }) {
  const times = Math.max(1, Math.round(Number(bytes ?? 50_000) / 2 / Buffer.byteLength(WORDS)));
  return (
    <main>
      <Link href="/list">bare</Link>
      <p>{WORDS.repeat(times)}</p>
    </main>
  );
}
