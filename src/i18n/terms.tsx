import { Fragment, type ReactNode } from "react";
import { partsOf } from "./finnish-terms";

/** A closing bracket and the punctuation after it. */
const CLOSING = /^\)?[.,:;!?،؛؟]*/u;

/**
 * Marks and isolates the Finnish terms in a text's brackets, alone or several together, so that screen readers
 * pronounce them correctly and a right-to-left line does not reorder them (WCAG 3.1.2). A one-word term is not broken
 * at its hyphen unless the line is too short, and it keeps its brackets: lines may break on both sides of an inline
 * block (CSS Text 3, section 5.1), which would leave "(" alone at the end of a line.
 */
export function Terms({ children, locale }: { children: string; locale: string }): ReactNode {
  if (locale === "fi") return children;
  const parts = partsOf(children);
  const isWord = (n: number) => n % 2 === 1 && n < parts.length && !parts[n]?.includes(" ");
  const takesBracket = (n: number) => isWord(n) && (parts[n - 1]?.endsWith("(") ?? false);
  const closingOf = (n: number) => (isWord(n) ? (parts[n + 1]?.match(CLOSING)?.[0] ?? "") : "");
  return parts.map((part, n) => {
    if (n % 2 === 0) {
      const rest = part.slice(n > 0 ? closingOf(n - 1).length : 0, takesBracket(n + 1) ? -1 : undefined);
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a fixed text do not move
      return <Fragment key={n}>{rest}</Fragment>;
    }
    const term = <bdi lang="fi">{part}</bdi>;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the same
      <Fragment key={n}>
        {isWord(n) ? (
          <span className="inline-block">
            {takesBracket(n) && "("}
            {term}
            {closingOf(n)}
          </span>
        ) : (
          term
        )}
      </Fragment>
    );
  });
}
