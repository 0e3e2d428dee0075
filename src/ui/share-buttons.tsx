import { Mail, MessageCircle } from "lucide-react";
import type { ReactNode } from "react";
import { buttonClass } from "./button";
import { CopyButton } from "./copy-button";

/** Buttons that tell others of a page: by WhatsApp, by mail, or with its copied address. `children` are further ways. */
export function ShareButtons({
  title,
  text,
  url,
  words,
  children,
}: {
  /** The subject of the mail. */
  title: string;
  /** What is told, the address included. */
  text: string;
  url: string;
  words: { whatsapp: string; email: string; copy: string; copied: string };
  children?: ReactNode;
}) {
  return (
    <p className="flex flex-wrap gap-3">
      <a href={`https://wa.me/?text=${encodeURIComponent(text)}`} rel="noreferrer" className={buttonClass("secondary")}>
        <MessageCircle aria-hidden className="size-5" />
        {words.whatsapp}
      </a>
      <a
        href={`mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(text)}`}
        className={buttonClass("secondary")}
      >
        <Mail aria-hidden className="size-5" />
        {words.email}
      </a>
      {children}
      <CopyButton text={url} label={words.copy} done={words.copied} className={buttonClass("secondary")} />
    </p>
  );
}
