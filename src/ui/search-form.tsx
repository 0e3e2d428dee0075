import { Search } from "lucide-react";
import type { ReactNode } from "react";
import type { Address } from "@/i18n/routes";
import { Button } from "./button";

/**
 * The search form above a list. A plain GET, so that it works without a script, can be linked to, and keeps the input
 * in the address. Leads to the list's heading, which says what was found.
 */
export function SearchForm({
  action,
  to = "found",
  submit,
  children,
}: {
  action: Address;
  /** The id of the list's heading; that of `Found` by default. */
  to?: string;
  submit: string;
  children: ReactNode;
}) {
  return (
    <form action={`${action}#${to}`} className="flex flex-wrap items-end gap-3">
      {children}
      <Button type="submit">
        <Search aria-hidden className="size-5" />
        {submit}
      </Button>
    </form>
  );
}

interface FoundProps {
  level?: 2 | 3;
  /** The words that were searched for, if any; shown after the result. */
  text?: string;
  children: ReactNode;
}

/** Says what a search found. The search leads here, so that it is read out and the reader starts here. */
export function Found({ level = 2, text, children }: FoundProps) {
  const Heading = `h${level}` as const;
  return (
    <Heading id="found" tabIndex={-1} className="scroll-mt-6 text-xl">
      {children}
      {text ? (
        <>
          : <bdi>{text}</bdi>
        </>
      ) : null}
    </Heading>
  );
}
