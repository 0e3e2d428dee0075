import type { ReactNode } from "react";

interface Props {
  /** Names the table for assistive technology; the heading above it says the same visually. */
  caption: string;
  head: readonly ReactNode[];
  /** The first cell of each row is its heading. */
  rows: readonly ReactNode[][];
  /** Columns of numbers, counted from 0: their digits are aligned, at the end of the column. */
  numeric?: readonly number[];
  /** Columns of a word or two. If rows are cards, two of these stand side by side, and so do numbers. */
  brief?: readonly number[];
  /**
   * On narrow screens, rows are a few lines of text that read by themselves, without the names of their cells, for lists of
   * many rows. These columns each begin a line.
   */
  lines?: readonly number[];
}

/**
 * A table whose head stays in view. On narrow screens each row is a card that names its cells, or a few lines. On wider ones the table
 * scrolls, with a shade at the edge that hides more, and its wrapper can be focused so that the keyboard can scroll it. The
 * roles are written out because browsers drop them when the table layout changes.
 */
export function Table({ caption, head, rows, numeric = [], brief = [], lines }: Props) {
  const align = (n: number) => (numeric.includes(n) ? "tabular-nums text-end" : "text-start");
  const kindOf = (n: number) => {
    if (lines) return lines.includes(n) ? "line" : "along";
    return numeric.includes(n) ? "number" : brief.includes(n) ? "brief" : "wide";
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups controls
    <div
      role="group"
      aria-label={caption}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
      className="scrolls-sideways rounded-card border border-line bg-surface"
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
                className={`bg-sunk px-3 py-2 font-semibold first:rounded-ss-card last:rounded-se-card lg:sticky lg:top-0 lg:z-1 ${align(n)}`}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
        <tbody role="rowgroup" className="max-sm:block">
          {rows.map((row, r) => (
            <tr
              // biome-ignore lint/suspicious/noArrayIndexKey: rows are static markup
              key={r}
              // biome-ignore lint/a11y/noRedundantRoles: see above
              role="row"
              className={lines ? "table-row-lines" : "table-row-card"}
            >
              {row.map((content, n) =>
                n === 0 ? (
                  <th
                    // biome-ignore lint/suspicious/noArrayIndexKey: see above
                    key={n}
                    // biome-ignore lint/a11y/noRedundantRoles: see above
                    role="rowheader"
                    scope="row"
                    className="table-row-name"
                  >
                    {content}
                  </th>
                ) : (
                  // biome-ignore lint/a11y/noRedundantRoles: see above
                  // biome-ignore lint/suspicious/noArrayIndexKey: see above
                  <td key={n} role="cell" className={`table-row-cell ${kindOf(n)}`}>
                    {lines ? null : <span aria-hidden="true">{head[n]}</span>}
                    <div>{content}</div>
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
