import Link from "next/link";
import type { ReactNode } from "react";
import type { Address } from "@/i18n/routes";

export interface NavigationItem {
  href: Address;
  label: string;
  icon?: ReactNode;
  current?: boolean;
}

/** The main navigation. The current page is announced to assistive technology and marked with the trail's dashes. */
export function Navigation({ label, items }: { label: string; items: readonly NavigationItem[] }) {
  return (
    <nav aria-label={label}>
      <ul className="flex flex-wrap gap-x-1">
        {items.map((item) => (
          <li key={item.href}>
            <Link
              href={item.href}
              aria-current={item.current ? "page" : undefined}
              className="inline-flex min-h-12 items-center gap-2 rounded-full px-3 font-semibold text-ink hover:bg-moss hover:text-on-moss aria-[current]:underline aria-[current]:decoration-cloudberry aria-[current]:decoration-dashed aria-[current]:decoration-3 aria-[current]:underline-offset-8"
            >
              {item.icon}
              {item.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
