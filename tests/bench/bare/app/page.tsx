import Link from "next/link";

/** Half of what a page weighs is its text, the other half the same text once more for React: so half the bytes are filled. */
const FILLING = "path ".repeat(Math.max(1, Math.round(Number(process.env.BENCH_BYTES ?? 50_000) / 2 / 5)));

export default function Page() {
  return (
    <main>
      <Link href="/">bare</Link>
      <p>{FILLING}</p>
    </main>
  );
}
