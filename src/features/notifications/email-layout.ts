import { markTerms } from "@/i18n/finnish-terms";
import { LOCALES, type Locale } from "@/i18n/locales";
import { BRAND_COLOURS } from "@/ui/brand";

/** Mail programs know no custom properties, and show light mode. */
const { ink: INK, inkSoft: INK_SOFT, paper: PAPER, spruce: SPRUCE } = BRAND_COLOURS;

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** What a letter says, in one language. */
interface Letter {
  locale: Locale;
  greeting: string | null;
  title: string;
  titleLocale: string;
  paragraphs: string[];
  facts: { label: string; value: string }[];
  link: { href: string; label: string } | null;
  contact: string | null;
  why: string;
}

/** The same letter as a page for mail programs and as plain text. */
export function renderEmail({ locale, greeting, title, titleLocale, paragraphs, facts, link, contact, why }: Letter) {
  const html = `<!doctype html>
<html lang="${locale}" dir="${LOCALES[locale].dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title></head>
<body style="margin:0;padding:24px 12px;background:${PAPER};color:${INK};font:17px/1.6 system-ui,'Segoe UI',Roboto,'Noto Sans','Noto Naskh Arabic',sans-serif">
<div style="max-width:34rem;margin:0 auto;background:#fff;border-radius:18px;padding:28px 24px;border-top:6px solid ${SPRUCE}">
${greeting ? `<p style="margin:0 0 12px">${escapeHtml(greeting)}</p>` : ""}
<h1 style="font-size:24px;line-height:1.3;margin:0 0 12px" lang="${titleLocale}" dir="auto">${escapeHtml(title)}</h1>
${paragraphs.map((line) => `<p style="margin:0 0 12px">${markTerms(escapeHtml(line), locale)}</p>`).join("\n")}
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
    ...facts.map(({ label, value }) => `${label}: ${value}`),
    "",
    ...(link ? [`${link.label}: ${link.href}`, ""] : []),
    ...(contact ? [contact, ""] : []),
    why,
  ].join("\n");
  return { html, text };
}
