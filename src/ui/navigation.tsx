import type { ReactNode } from "react";
import type { Address } from "@/i18n/routes";
import { Link } from "./link";

interface NavigationItem {
  href: Address;
  label: string;
  icon?: ReactNode;
  current?: boolean;
  /** Renders the link instead of the usual one, in the given style. */
  draw?: (look: string) => ReactNode;
}

const LIST = {
  row: "grid grid-cols-[repeat(auto-fill,minmax(min(9.5rem,100%),1fr))] gap-x-2 lg:flex lg:flex-wrap lg:gap-x-0.5",
  tabs: "flex flex-wrap lg:gap-x-1",
} as const;
const ENTRY = {
  row: "flex min-h-11 items-center gap-2 rounded-full px-2.5 lg:gap-1.5 lg:px-2",
  // Each entry on one line, so that the dashes below the current one are one trail.
  tabs: "flex h-full min-h-12 flex-col items-center gap-0.5 rounded-field px-1 py-1.5 max-[27rem]:px-0.5 max-[27rem]:text-xs max-[22rem]:text-[0.6875rem] text-center text-sm leading-tight whitespace-nowrap hyphens-none wrap-normal md:flex-row md:gap-2 md:rounded-full md:px-2 md:text-start md:text-base",
} as const;

const FACE = "font-semibold text-ink hover:bg-moss hover:text-on-moss";

/** The trail's dashes below the current page. */
export const CURRENT = "underline decoration-cloudberry decoration-dashed decoration-3 underline-offset-6";

interface NavigationProps {
  label: string;
  items: readonly NavigationItem[];
  /** A second group of entries, which takes a row of its own where both groups do not fit into one. */
  more?: readonly NavigationItem[];
  tabs?: boolean;
}

/**
 * A navigation: a row on wide screens, columns on narrow ones. Announces the current page to assistive technology and marks it
 * with the trail's dashes. As `tabs`, its few entries fit side by side on the smallest phone, each below its picture, however
 * long the words.
 */
export function Navigation({ label, items, more = [], tabs = false }: NavigationProps) {
  if (more.length === 0)
    return (
      <nav aria-label={label}>
        <Entries items={items} tabs={tabs} />
      </nav>
    );
  return (
    <nav aria-label={label} className="grid gap-2 lg:-mt-px lg:flex lg:flex-wrap lg:gap-x-6 lg:gap-y-0">
      <Entries items={items} tabs={tabs} />
      {/* Its line is seen between two rows; in a single one it lies on the line above the navigation. */}
      <div className="border-line max-lg:border-t-2 max-lg:border-dashed max-lg:pt-2 lg:grow lg:border-t">
        <Entries items={more} tabs={tabs} />
      </div>
    </nav>
  );
}

function Entries({ items, tabs }: Required<Pick<NavigationProps, "items" | "tabs">>) {
  const look = tabs ? "tabs" : "row";
  return (
    <ul className={LIST[look]}>
      {items.map((item) => (
        <li key={item.href} className={tabs ? "flex-[1_1_min-content] md:flex-none" : undefined}>
          {item.draw ? (
            item.draw(`${FACE} ${item.current ? CURRENT : ""} ${ENTRY[look]}`)
          ) : (
            <Link
              href={item.href}
              aria-current={item.current ? "page" : undefined}
              className={`${FACE} ${item.current ? CURRENT : ""} ${ENTRY[look]}`}
            >
              {/* In a long row that must fit one line, the pictures give way to the words. */}
              {tabs || item.current ? item.icon : <span className="lg:hidden">{item.icon}</span>}
              <span>{item.label}</span>
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}
