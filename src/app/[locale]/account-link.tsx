"use client";

import { type ReactNode, useSyncExternalStore } from "react";
import type { Address } from "@/i18n/routes";
import { ACCOUNT_COOKIE, type AccountHome } from "@/platform/auth/account-home";
import { Link } from "@/ui/link";

/** Cookies send no change events, but signing in and out reload the page. */
const never = () => () => undefined;

function homeOf(cookies: string): AccountHome | null {
  const value = new RegExp(`(?:^|; )${ACCOUNT_COOKIE}=(work|me)`).exec(cookies)?.[1];
  return value === "work" || value === "me" ? value : null;
}

interface Entry {
  href: Address;
  label: string;
}

/**
 * The header's entry for accounts. Pages that are the same for everybody arrive with a link to sign in, which leads
 * signed-in users to their own page. With its script it says so, and leads people who work here to their work.
 */
export function AccountLink({
  known,
  entries,
  icon,
  current,
  className,
}: {
  /** Where the page itself knows it. */
  known: AccountHome | null;
  entries: Record<AccountHome | "stranger", Entry>;
  icon: ReactNode;
  current: boolean;
  className: string;
}) {
  const told = useSyncExternalStore(
    never,
    () => homeOf(document.cookie),
    () => null,
  );
  const { href, label } = entries[known ?? told ?? "stranger"];
  return (
    <Link href={href} aria-current={current ? "page" : undefined} className={className}>
      {icon}
      <span>{label}</span>
    </Link>
  );
}
