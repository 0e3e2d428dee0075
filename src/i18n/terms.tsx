import { Fragment, type ReactNode } from "react";
import { partsOf } from "./finnish-terms";

/**
 * A text in which the Finnish terms in brackets are marked as Finnish and isolated, alone or several together, so that a
 * screen reader pronounces them and a right-to-left line does not reorder them (WCAG 3.1.2). A term of one word is not
 * broken at its hyphen, unless a line is too short for it.
 */
export function Terms({ children, locale }: { children: string; locale: string }): ReactNode {
  if (locale === "fi") return children;
  return partsOf(children).map((part, n) =>
    n % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a fixed text do not move
      <bdi key={n} lang="fi" className={part.includes(" ") ? undefined : "inline-block"}>
        {part}
      </bdi>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the same
      <Fragment key={n}>{part}</Fragment>
    ),
  );
}
