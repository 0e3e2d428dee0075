import { randomUUID } from "node:crypto";
import { NotebookPen, PencilLine } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { permitOr404 } from "@/features/accounts/actor";
import { removeGroupNoteAction, writeGroupNoteAction } from "@/features/group-notes/actions";
import { GroupNote } from "@/features/group-notes/components/group-note";
import { canWriteGroupNotes } from "@/features/group-notes/policy";
import { searchOwnGroupNotes } from "@/features/group-notes/queries";
import { NOTE_KEPT_DAYS } from "@/features/group-notes/rules";
import { formatNumericDateTime } from "@/i18n/formatting";
import { PageNumber } from "@/i18n/page-number";
import { routes } from "@/i18n/routes";
import { Button } from "@/ui/button";
import { FlashMessage } from "@/ui/flash-message";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { spokenLanguageOptions, textInLanguage } from "@/ui/form-fields";
import { Section } from "@/ui/section";
import { privateMetadata } from "../../../../../page-metadata";
import { Pager } from "../../../../pager";
import { WorkspaceFrame } from "../../../../workspace-frame";
import { LedGroupHeading } from "../led-group-heading";
import { type LedGroupProps, readLedGroup } from "../read-led-group";

export const dynamic = "force-dynamic";

export async function generateMetadata(props: LedGroupProps): Promise<Metadata> {
  const { locale, group } = await readLedGroup(props);
  const t = await getTranslations({ locale, namespace: "GroupNotes" });
  return privateMetadata(t("title"), group.title);
}

/** Where a tutor writes to the staff of their group, and sees what they have written. */
export default async function GroupNotesPage(props: LedGroupProps) {
  const { locale, session, subject, group } = await readLedGroup(props);
  const permit = permitOr404(canWriteGroupNotes, session.actor, subject);
  const query = await props.searchParams;
  const page = PageNumber.parse(query.page);
  const [t, { notes, pages }] = await Promise.all([
    getTranslations({ locale, namespace: "GroupNotes" }),
    searchOwnGroupNotes(permit, { page }),
  ]);
  return (
    <WorkspaceFrame
      locale={locale}
      path={routes.ownGroupNotes(locale, group.slug)}
      session={session}
      part="work"
      typing
    >
      <div className="mx-auto grid w-full max-w-2xl gap-8">
        <LedGroupHeading locale={locale} group={group} title={t("title")}>
          <p>{t("lead", { days: NOTE_KEPT_DAYS })}</p>
          <FlashMessage done={query.done} messages={{ written: t("doneWritten"), removed: t("doneRemoved") }} />
        </LedGroupHeading>
        <Section id="write" title={t("write")} icon={<PencilLine aria-hidden />}>
          <Form
            // After a note has been sent, the form begins anew.
            key={notes[0]?.id ?? "first"}
            action={writeGroupNoteAction.bind(null, locale, group.slug)}
            initial={initialFormState({ text: "", language: locale, form: randomUUID() })}
            draft={{ name: `group-note ${group.id}`, restored: t("restored"), forget: t("forget") }}
            lists={{
              languages: spokenLanguageOptions(locale),
            }}
            steps={[
              {
                id: "note",
                fields: [
                  { kind: "hidden", name: "form", kept: "sent" },
                  ...textInLanguage(
                    { language: t("language"), text: t("text"), textHint: t("textHint") },
                    { lines: 6, begun: locale },
                  ),
                ],
              },
            ]}
            words={await formLabels(locale, t("send"))}
          />
        </Section>
        {notes.length > 0 ? (
          <Section id="found" title={t("own")} icon={<NotebookPen aria-hidden />}>
            {notes.map((note) => (
              <GroupNote key={note.id} locale={locale} note={note} own>
                <form action={removeGroupNoteAction.bind(null, locale, group.slug, note.id)}>
                  <Button type="submit" kind="secondary">
                    {t("remove")}
                    <span className="sr-only">: {formatNumericDateTime(locale, note.at)}</span>
                  </Button>
                </form>
              </GroupNote>
            ))}
            <Pager
              locale={locale}
              page={page}
              pages={pages}
              at={(of) => routes.ownGroupNotes(locale, group.slug, { page: of })}
            />
          </Section>
        ) : null}
      </div>
    </WorkspaceFrame>
  );
}
