import "server-only";
import { createTranslator } from "use-intl/core";
import { markTerms } from "@/i18n/finnish-terms";
import { LOCALES, type Locale } from "@/i18n/locales";
import { loadMessages } from "@/i18n/messages";
import type { Mail } from "@/platform/mail/mail";
import { BRAND_COLOURS } from "@/ui/brand";
import type { About, NotificationTemplate } from "./schema";

/** A message of the outbox that is about to be sent. */
export interface OutgoingMessage extends About {
  /** The template that it may use now. */
  template: NotificationTemplate;
  /** The language it was written in. Its letter may know a later choice. */
  locale: Locale;
}

/** A message in words: as a mail, and as the few lines of a text message. */
export interface Composed {
  mail: Omit<Mail, "messageId" | "to">;
  sms: string;
}

/** Composes a message from what is true at `now`; null if there is nothing left to say. */
export type Compose = (message: OutgoingMessage, now: Date) => Promise<Composed | null>;

/** How to compose the messages of some templates: the contribution of a feature's `letters.ts`. */
export type Letters<Template extends NotificationTemplate = NotificationTemplate> = Readonly<Record<Template, Compose>>;

/** The texts that the letters of all features share. */
export async function mailWords(locale: Locale) {
  return createTranslator({ locale, messages: await loadMessages(locale), namespace: "Mail" });
}
export type MailWords = Awaited<ReturnType<typeof mailWords>>;

/** Mail programs support no custom properties, and show light mode. */
const { ink: INK, inkSoft: INK_SOFT, paper: PAPER, spruce: SPRUCE } = BRAND_COLOURS;

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** What a letter says, in one language. */
interface Letter {
  locale: Locale;
  greeting?: string;
  title: string;
  /** Set if the title is in another language than the letter. */
  titleLocale?: string;
  paragraphs: string[];
  /** The words of somebody, in their own language. */
  quoted?: { text: string; locale: string };
  facts?: { label: string; value: string }[];
  link?: { href: string; label: string };
  /** Whom to ask, or how to stop such letters. */
  contact?: string;
  /** Why they get this letter. */
  why: string;
}

/** Renders a letter as HTML and as plain text. */
export function renderEmail(letter: Letter): { html: string; text: string } {
  const { locale, greeting, title, titleLocale = locale, paragraphs, quoted, facts = [], link, contact, why } = letter;
  const html = `<!doctype html>
<html lang="${locale}" dir="${LOCALES[locale].dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title></head>
<body style="margin:0;padding:24px 12px;background:${PAPER};color:${INK};font:17px/1.6 system-ui,'Segoe UI',Roboto,'Noto Sans','Noto Naskh Arabic',sans-serif">
<div style="max-width:34rem;margin:0 auto;background:#fff;border-radius:18px;padding:28px 24px;border-top:6px solid ${SPRUCE}">
${greeting ? `<p style="margin:0 0 12px">${escapeHtml(greeting)}</p>` : ""}
<h1 style="font-size:24px;line-height:1.3;margin:0 0 12px" lang="${titleLocale}" dir="auto">${escapeHtml(title)}</h1>
${paragraphs.map((line) => `<p style="margin:0 0 12px">${markTerms(escapeHtml(line), locale)}</p>`).join("\n")}
${quoted ? `<blockquote style="margin:0 0 16px;padding:12px 16px;background:${PAPER};border-radius:12px;white-space:pre-line" lang="${quoted.locale}" dir="auto">${escapeHtml(quoted.text)}</blockquote>` : ""}
${
  facts.length > 0
    ? `<dl style="margin:20px 0;padding:16px 20px;background:${PAPER};border-radius:12px">
${facts.map(({ label, value }) => `<dt style="font-size:14px;color:${INK_SOFT}">${escapeHtml(label)}</dt><dd style="margin:0 0 10px;font-weight:600"><bdi>${markTerms(escapeHtml(value), locale)}</bdi></dd>`).join("\n")}
</dl>`
    : ""
}
${link ? `<p style="margin:0 0 20px"><a href="${link.href}" target="_top" style="display:inline-block;background:${SPRUCE};color:#fff;text-decoration:none;font-weight:600;padding:14px 22px;border-radius:999px">${escapeHtml(link.label)}</a></p>` : ""}
${contact ? `<p style="margin:0 0 12px;font-size:15px"><bdi>${escapeHtml(contact)}</bdi></p>` : ""}
<p style="margin:0;font-size:14px;color:${INK_SOFT}">${escapeHtml(why)}</p>
</div></body></html>`;
  const text = [
    ...(greeting ? [greeting, ""] : []),
    title,
    ...paragraphs,
    "",
    ...(quoted ? [quoted.text, ""] : []),
    ...facts.map(({ label, value }) => `${label}: ${value}`),
    "",
    ...(link ? [`${link.label}: ${link.href}`, ""] : []),
    ...(contact ? [contact, ""] : []),
    why,
  ].join("\n");
  return { html, text };
}

/** Makes a message from a letter. Its text message is the subject and the link, if any. */
export function composeLetter(subject: string, letter: Letter): Composed {
  const { html, text } = renderEmail(letter);
  return {
    mail: { subject, locale: letter.locale, text, html },
    sms: [subject, letter.link?.href].filter(Boolean).join("\n"),
  };
}
