import { Notice } from "./notice";

/** Says above a page what has just been done; nothing where `done` names none of it. */
export function FlashMessage({ done, words }: { done: unknown; words: Record<string, string> }) {
  const text = typeof done === "string" && Object.hasOwn(words, done) ? words[done] : undefined;
  if (!text) return null;
  return (
    <div role="status">
      <Notice tone="good">{text}</Notice>
    </div>
  );
}
