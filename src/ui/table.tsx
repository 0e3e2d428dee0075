import type { ReactNode } from "react";

interface Props {
  /** Names the table for assistive technology; the heading above it says the same visually. */
  caption: string;
  head: readonly ReactNode[];
  /** The first cell of each row is its heading. */
  rows: readonly ReactNode[][];
  /** Columns of numbers, counted from 0: their digits are aligned. */
  numeric?: readonly number[];
}

/**
 * A table whose head stays in view. On narrow screens each row is a card that names its cells. On wider ones the table
 * scrolls, and its wrapper can be focused so that the keyboard can scroll it. The roles are written out because
 * browsers drop them when the table layout changes.
 */
export function Table({ caption, head, rows, numeric = [] }: Props) {
  const digits = (n: number) => (numeric.includes(n) ? "tabular-nums sm:text-end" : "");
  const cell =
    "px-3 py-1.5 align-top max-sm:grid max-sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)] max-sm:gap-3 max-sm:px-4";
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups controls
    <div
      role="group"
      aria-label={caption}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
      className="rounded-card sm:border sm:border-line sm:bg-surface sm:max-lg:overflow-x-auto"
    >
      {/* biome-ignore lint/a11y/noRedundantRoles: as cards it would be no table any more */}
      <table role="table" className="w-full border-collapse text-start wrap-normal max-sm:block max-sm:wrap-anywhere">
        <caption className="sr-only">{caption}</caption>
        <thead className="max-sm:sr-only">
          {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
          <tr role="row">
            {head.map((name, n) => (
              <th
                // biome-ignore lint/suspicious/noArrayIndexKey: columns are static markup
                key={n}
                // biome-ignore lint/a11y/noRedundantRoles: see above
                role="columnheader"
                scope="col"
                className={`bg-sunk px-3 py-2 text-start font-semibold first:rounded-ss-card last:rounded-se-card lg:sticky lg:top-0 lg:z-1 ${digits(n)}`}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
        <tbody role="rowgroup" className="max-sm:grid max-sm:gap-3">
          {rows.map((row, r) => (
            <tr
              // biome-ignore lint/suspicious/noArrayIndexKey: rows are static markup
              key={r}
              // biome-ignore lint/a11y/noRedundantRoles: see above
              role="row"
              className="border-line max-sm:block max-sm:rounded-card max-sm:border max-sm:bg-surface max-sm:py-2 sm:border-t"
            >
              {row.map((content, n) =>
                n === 0 ? (
                  <th
                    // biome-ignore lint/suspicious/noArrayIndexKey: see above
                    key={n}
                    // biome-ignore lint/a11y/noRedundantRoles: see above
                    role="rowheader"
                    scope="row"
                    className="px-3 py-1.5 text-start align-top font-semibold max-sm:block max-sm:px-4"
                  >
                    {content}
                  </th>
                ) : (
                  // biome-ignore lint/a11y/noRedundantRoles: see above
                  // biome-ignore lint/suspicious/noArrayIndexKey: see above
                  <td key={n} role="cell" className={`${cell} ${digits(n)}`}>
                    <span aria-hidden="true" className="text-sm text-ink-soft sm:hidden">
                      {head[n]}
                    </span>
                    <div className="min-w-0">{content}</div>
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
