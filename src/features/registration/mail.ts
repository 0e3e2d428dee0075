import "server-only";
import { createTranslator } from "next-intl";
import { forumCalendar } from "@/features/forums/calendar";
import type { ComposeMail } from "@/features/messages/commands";
import type { MessageTemplate } from "@/features/messages/schema";
import { formatDate, formatList, formatTime } from "@/i18n/formatting";
import { DEFAULT_LOCALE, isLocale, LOCALES } from "@/i18n/locales";
import { loadMessages } from "@/i18n/messages";
import { env } from "@/platform/env";
import { getTicketById } from "./queries";

const WORDS = {
  registration_confirmed: { subject: "confirmedSubject", text: "confirmedText" },
  registration_waiting: { subject: "waitingSubject", text: "waitingText" },
  registration_promoted: { subject: "promotedSubject", text: "promotedText" },
  registration_changed: { subject: "changedSubject", text: "changedText" },
  registration_cancelled: { subject: "cancelledSubject", text: "cancelledText" },
} as const satisfies Record<MessageTemplate, { subject: string; text: string }>;

/** The colours of src/ui/tokens.css in light mode: mail programs know no custom properties. */
const INK = "#17332c";
const PAPER = "#fbf5ea";
const SPRUCE = "#1d5c4b";

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Composes the mail about a registration's event, in the language its people chose, with the forum as a calendar file. */
export const composeRegistrationMail: ComposeMail = async ({ template, locale: wished, registrationId }) => {
  const locale = isLocale(wished) ? wished : DEFAULT_LOCALE;
  const ticket = await getTicketById(locale, registrationId);
  if (!ticket) return null;
  const t = createTranslator({ locale, messages: await loadMessages(locale), namespace: "Mail" });
  const { forum } = ticket;
  const { dir } = LOCALES[locale];
  const words = WORDS[template];
  const link = `${env().APP_URL}/${locale}/registrations/${ticket.token}`;
  const withdrawn = template === "registration_cancelled";
  const name = ticket.people[0]?.name ?? "";
  const intro = [
    t(words.text),
    ...(ticket.status === "confirmed" && ticket.childcare.status === "waiting" ? [t("childcareWaiting")] : []),
  ];
  const facts = [
    { label: t("code"), value: ticket.code },
    {
      label: t("when"),
      value: `${formatDate(locale, forum.startsAt)}, ${formatTime(forum.startsAt)}–${formatTime(forum.endsAt)}`,
    },
    { label: t("where"), value: [forum.venueName, forum.address].filter(Boolean).join(", ") },
    {
      label: t("people"),
      value: formatList(
        locale,
        ticket.people.map((person) => person.name),
      ),
    },
  ];
  const contact = [forum.contact.name, forum.contact.phone, forum.contact.email].filter(Boolean).join(", ");
  const title = forum.text.title;
  const greeting = t("hello", { name });
  const html = `<!doctype html>
<html lang="${locale}" dir="${dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title></head>
<body style="margin:0;padding:24px 12px;background:${PAPER};color:${INK};font:17px/1.6 system-ui,'Segoe UI',Roboto,'Noto Sans','Noto Naskh Arabic',sans-serif">
<div style="max-width:34rem;margin:0 auto;background:#fff;border-radius:18px;padding:28px 24px;border-top:6px solid ${SPRUCE}">
<p style="margin:0 0 12px">${escapeHtml(greeting)}</p>
<h1 style="font-size:24px;line-height:1.3;margin:0 0 12px" lang="${forum.text.locale}" dir="auto">${escapeHtml(title)}</h1>
${intro.map((line) => `<p style="margin:0 0 12px">${escapeHtml(line)}</p>`).join("\n")}
<dl style="margin:20px 0;padding:16px 20px;background:${PAPER};border-radius:12px">
${facts.map(({ label, value }) => `<dt style="font-size:14px;color:#4c625b">${escapeHtml(label)}</dt><dd style="margin:0 0 10px;font-weight:600"><bdi>${escapeHtml(value)}</bdi></dd>`).join("\n")}
</dl>
<p style="margin:0 0 20px"><a href="${link}" target="_top" style="display:inline-block;background:${SPRUCE};color:#fff;text-decoration:none;font-weight:600;padding:14px 22px;border-radius:999px">${escapeHtml(t("open"))}</a></p>
<p style="margin:0 0 12px;font-size:15px">${escapeHtml(t("contact"))}: <bdi>${escapeHtml(contact)}</bdi></p>
<p style="margin:0;font-size:14px;color:#4c625b">${escapeHtml(t("why"))}</p>
</div></body></html>`;
  const text = [
    greeting,
    "",
    title,
    ...intro,
    "",
    ...facts.map(({ label, value }) => `${label}: ${value}`),
    "",
    `${t("open")}: ${link}`,
    "",
    `${t("contact")}: ${contact}`,
    "",
    t("why"),
  ].join("\n");
  return {
    subject: t(words.subject, { title }),
    locale,
    text,
    html,
    replyTo: { name: forum.contact.name, address: forum.contact.email },
    calendar: {
      method: withdrawn ? "CANCEL" : "PUBLISH",
      content: forumCalendar([forum], {
        locale,
        name: "OmaPolku",
        method: withdrawn ? "CANCEL" : "PUBLISH",
        cancelledLabel: t("cancelledLabel"),
        urlOf: () => link,
        withdrawn,
        sequence: ticket.revision,
      }),
    },
  };
};
