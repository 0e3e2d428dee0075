import type { ReactNode } from "react";

/** A table that scrolls within itself on a narrow screen; the wrapper can be focused, so that the keyboard scrolls it. */
export function Table({ caption, head, rows }: { caption: string; head: ReactNode[]; rows: ReactNode[][] }) {
  return (
    <section
      aria-label={caption}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
      className="overflow-x-auto rounded-card border border-line bg-surface"
    >
      <table className="w-full border-collapse text-start wrap-normal">
        <caption className="sr-only">{caption}</caption>
        <thead className="bg-sunk">
          <tr>
            {head.map((cell, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move
              <th key={n} scope="col" className="px-4 py-2.5 text-start font-semibold">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, r) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are static markup
            <tr key={r} className="border-t border-line">
              {row.map((cell, n) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move
                <td key={n} className="px-4 py-2.5 align-top">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
