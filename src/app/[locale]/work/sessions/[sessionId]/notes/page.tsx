import { NotebookPen, PencilLine } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import { permitOr404 } from "@/features/accounts/actor";
import { NoteForm } from "@/features/session-notes/components/note-form";
import { NoteSheet } from "@/features/session-notes/components/note-sheet";
import { canReadSessionNotes, canWriteSessionNotes } from "@/features/session-notes/policy";
import { listSessionNotes } from "@/features/session-notes/queries";
import { MOST_SHEETS } from "@/features/session-notes/schema";
import { routes } from "@/i18n/routes";
import { FlashMessage } from "@/ui/flash-message";
import { Section } from "@/ui/section";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../../page-metadata";
import { WorkspaceFrame } from "../../../../workspace-frame";
import { readSession, type SessionProps } from "../read-session";
import { SessionHeading } from "../session-heading";

export const dynamic = "force-dynamic";

export async function generateMetadata(props: SessionProps): Promise<Metadata> {
  const { locale, forum, session } = await readSession(props, "notes");
  const t = await getTranslations({ locale, namespace: "SessionNotes" });
  return privateMetadata(t("title"), session.text?.title ?? forum.text.title);
}

/** What hosts write at one session: a form for each host's own note, and everybody's notes to read. */
export default async function SessionNotesPage(props: SessionProps) {
  const { locale, login, subject, forum, session } = await readSession(props, "notes");
  const permit = permitOr404(canReadSessionNotes, login.actor, subject);
  const writes = Permit.ask(canWriteSessionNotes, login.actor, subject) !== null;
  const [t, hosting, notes, { note: wanted, done }] = await Promise.all([
    getTranslations({ locale, namespace: "SessionNotes" }),
    getTranslations({ locale, namespace: "Hosting" }),
    listSessionNotes(permit),
    props.searchParams,
  ]);
  const own = writes ? notes.filter(({ isOwn }) => isOwn) : [];
  // The newest, unless they chose another or a new one.
  const open = wanted === "new" ? null : (own.find(({ id }) => id === wanted) ?? own[0] ?? null);
  const others = notes.filter((one) => one !== open);
  return (
    <WorkspaceFrame
      locale={locale}
      path={routes.sessionNotes(locale, session.id)}
      session={login}
      part="work"
      typing={writes}
    >
      <div className="mx-auto grid w-full max-w-3xl gap-8">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t("title")}</h1>
          <SessionHeading {...{ locale, forum, session }} />
          <p>
            <TextLink href={routes.sessionPeople(locale, session.id)} className="inline-flex min-h-11 items-center">
              {hosting("title")}
            </TextLink>
          </p>
          <FlashMessage
            done={done}
            messages={{
              written: t("doneWritten"),
              removed: t("doneRemoved"),
              others: { text: t("doneOthers"), tone: "care" },
            }}
          />
          <p>
            {writes ? `${t("lead")} ` : null}
            {t("kept", { days: forum.retentionDays })}
          </p>
        </header>
        {writes ? (
          <Section id="write" title={t("write")} icon={<PencilLine aria-hidden />}>
            <NoteForm locale={locale} sessionId={session.id} note={open} beside={own.filter((one) => one !== open)} />
            {open && own.length < MOST_SHEETS ? (
              <p>
                <TextLink
                  href={routes.sessionNotes(locale, session.id, { note: "new" })}
                  className="inline-flex min-h-11 items-center"
                >
                  {t("new")}
                </TextLink>
              </p>
            ) : null}
          </Section>
        ) : null}
        {others.length > 0 || !writes ? (
          <Section id="notes" title={t(writes ? "others" : "title")} icon={<NotebookPen aria-hidden />}>
            {others.length === 0 ? <p>{t("none")}</p> : null}
            {others.map((one) => (
              <NoteSheet key={one.id} locale={locale} note={one}>
                {writes && one.isOwn ? (
                  <p>
                    <TextLink
                      href={routes.sessionNotes(locale, session.id, { note: one.id })}
                      className="inline-flex min-h-11 items-center"
                    >
                      {t("goOn")}
                    </TextLink>
                  </p>
                ) : null}
              </NoteSheet>
            ))}
          </Section>
        ) : null}
      </div>
    </WorkspaceFrame>
  );
}
