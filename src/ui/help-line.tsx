import type { ReactNode } from "react";
import { TextLink } from "./text-link";

/** A person who helps: by phone, by mail, or by either. */
export interface HelpContact {
  phone?: string | null;
  email?: string | null;
}

/** One line that says whom to call or write to. `text` asks whether the reader needs help; `icon` may stand before it. */
export function HelpLine({
  text,
  contact: { phone, email },
  icon,
}: {
  text: string;
  contact: HelpContact;
  icon?: ReactNode;
}) {
  if (!phone && !email) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-4">
      <span className="flex items-center gap-2">
        {icon}
        {text}
      </span>
      {phone ? (
        <TextLink href={`tel:${phone.replace(/[^+\d]/g, "")}`} className="inline-flex min-h-11 items-center">
          <bdi dir="ltr">{phone}</bdi>
        </TextLink>
      ) : null}
      {email ? (
        <TextLink href={`mailto:${email}`} className="inline-flex min-h-11 items-center">
          <bdi dir="ltr" className="wrap-anywhere">
            {email}
          </bdi>
        </TextLink>
      ) : null}
    </p>
  );
}
