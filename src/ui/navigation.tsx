import Link from "next/link";
import type { ReactNode } from "react";
import type { Address } from "@/i18n/routes";

export interface NavigationItem {
  href: Address;
  label: string;
  icon?: ReactNode;
  current?: boolean;
  /** False for a page that should not be prefetched. */
  prefetch?: false;
}

const LIST = { row: "flex flex-wrap gap-x-1", tabs: "flex flex-wrap md:gap-x-1" } as const;
const ENTRY = {
  row: "inline-flex items-center gap-2 rounded-full px-3",
  tabs: "flex h-full flex-col items-center gap-0.5 rounded-field px-1.5 py-1.5 max-[22rem]:px-0.5 text-center text-sm leading-tight hyphens-none wrap-normal md:flex-row md:gap-2 md:rounded-full md:px-3 md:text-start md:text-base",
} as const;

/**
 * A navigation. Announces the current page to assistive technology and marks it with the trail's dashes. As `tabs`, its
 * few entries fit side by side on the smallest phone, each below its picture, however long the words.
 */
export function Navigation({
  label,
  items,
  tabs = false,
}: {
  label: string;
  items: readonly NavigationItem[];
  tabs?: boolean;
}) {
  const look = tabs ? "tabs" : "row";
  return (
    <nav aria-label={label}>
      <ul className={LIST[look]}>
        {items.map((item) => (
          <li key={item.href} className={tabs ? "flex-[1_1_min-content] md:flex-none" : undefined}>
            <Link
              href={item.href}
              prefetch={item.prefetch ?? null}
              aria-current={item.current ? "page" : undefined}
              className={`min-h-12 font-semibold text-ink hover:bg-moss hover:text-on-moss aria-[current]:underline aria-[current]:decoration-cloudberry aria-[current]:decoration-dashed aria-[current]:decoration-3 aria-[current]:underline-offset-6 ${ENTRY[look]}`}
            >
              {item.icon}
              <span>{item.label}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
