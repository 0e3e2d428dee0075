import type { ReactNode } from "react";
import type { Address } from "@/i18n/routes";
import { env } from "@/platform/env";
import type { FormField } from "@/ui/form-model";
import { GivenLink } from "@/ui/given-link";
import { TextLink } from "@/ui/text-link";

interface Props {
  title: ReactNode;
  /** The name of what the link opens, in its own language, if the title does not say it. */
  of?: ReactNode;
  lead: string;
  back: { href: Address; label: string };
  /** The link that has just been made. */
  given: { title: string; path: Address; text: ReactNode; copy: string; copied: string } | null;
  /** The form that makes one. */
  children: ReactNode;
}

/** What is on a page where staff make a link for somebody without an account, and see it this once. */
export function GiveLink({ title, of, lead, back, given, children }: Props) {
  return (
    <div className="mx-auto grid w-full max-w-2xl gap-6">
      <header className="grid gap-2">
        <h1 className="text-3xl">{title}</h1>
        {of}
        <p>{lead}</p>
        <p>
          <TextLink href={back.href} className="inline-flex min-h-11 items-center">
            {back.label}
          </TextLink>
        </p>
      </header>
      {given ? (
        <GivenLink
          title={given.title}
          address={`${env().APP_URL}${given.path}`}
          copy={given.copy}
          copied={given.copied}
        >
          <p>{given.text}</p>
        </GivenLink>
      ) : null}
      {children}
    </div>
  );
}

/** The question for whom a link is. */
export function holderField(label: string, hint: string): FormField {
  return { kind: "text", name: "holder", label, hint, maxLength: 100, required: true };
}
