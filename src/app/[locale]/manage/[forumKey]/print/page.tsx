import { DoorOpen, Download, FileSpreadsheet, Image as ImageIcon, Printer, Table2 } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { permitOr404 } from "@/features/accounts/actor";
import { PURPOSES } from "@/features/privacy/exports/schema";
import { canExportPeople } from "@/features/privacy/policy";
import { languageOf } from "@/i18n/localized";
import { type Address, routes } from "@/i18n/routes";
import { Button } from "@/ui/button";
import { ButtonLink } from "@/ui/button-link";
import { FlashMessage } from "@/ui/flash-message";
import { Section } from "@/ui/section";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../page-metadata";
import { LinkOrSessionFrame } from "../../../link-or-session-frame";
import { subjectOf } from "../manage-sections";
import { type ManageProps, readManagedForum } from "../read-managed-forum";

interface Props extends ManageProps {
  searchParams: Promise<{ done?: string | string[] }>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, forum } = await readManagedForum(props, "print");
  const t = await getTranslations({ locale, namespace: "Prints" });
  return privateMetadata(t("title"), forum.text.title);
}

/** What can be taken along from a forum: prints for the evening, its poster, and tables for those who need numbers. */
export default async function PrintsPage(props: Props) {
  const { locale, forumKey, forum, actor, session } = await readManagedForum(props, "print");
  permitOr404(canExportPeople, actor, subjectOf(forum));
  const [t, manage, word, { done }] = await Promise.all([
    getTranslations({ locale, namespace: "Prints" }),
    getTranslations({ locale, namespace: "Manage" }),
    getTranslations({ locale }),
    props.searchParams,
  ]);
  const hangs = forum.state !== "draft" && forum.state !== "past" && forum.state !== "cancelled";
  return (
    <LinkOrSessionFrame locale={locale} path={routes.prints(locale, forumKey)} session={session}>
      <div className="mx-auto grid max-w-4xl gap-8">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t("title")}</h1>
          <p className="font-display text-xl font-bold" {...languageOf(forum.text.locale, locale)}>
            {forum.text.title}
          </p>
          <FlashMessage done={done} messages={{ purpose: { text: word("Exports.purposeNeeded"), tone: "care" } }} />
          <p>
            <TextLink href={routes.manage(locale, forumKey)} className="inline-flex min-h-11 items-center">
              {manage("back")}
            </TextLink>
          </p>
        </header>
        <Section title={t("papers")} icon={<Printer aria-hidden />}>
          <ul className="grid gap-4 sm:grid-cols-2">
            {forum.state === "draft" ? null : (
              <>
                <Paper
                  icon={<DoorOpen aria-hidden className="size-6 text-spruce" />}
                  title={t("door")}
                  text={t("doorText")}
                  href={routes.print(locale, forumKey, "door")}
                  open={t("open")}
                />
                <Paper
                  icon={<Table2 aria-hidden className="size-6 text-spruce" />}
                  title={t("tables")}
                  text={t("tablesText")}
                  href={routes.print(locale, forumKey, "tables")}
                  open={t("open")}
                />
              </>
            )}
            {hangs ? (
              <Paper
                icon={<ImageIcon aria-hidden className="size-6 text-spruce" />}
                title={word("Poster.title")}
                text={word("Poster.text")}
                href={routes.poster(locale, forum.slug)}
                open={t("open")}
              />
            ) : null}
          </ul>
          <p className="text-ink-soft">{t("recorded")}</p>
        </Section>
        {forum.state === "draft" ? null : (
          <Section id="export" title={word("Exports.title")} icon={<FileSpreadsheet aria-hidden />}>
            <p>{word("Exports.text")}</p>
            <form
              method="post"
              action={routes.exportPeople(locale, forumKey)}
              className="grid justify-items-start gap-4"
            >
              <fieldset className="grid w-full gap-2">
                <legend className="mb-2 font-semibold">{word("Exports.purpose")}</legend>
                {PURPOSES.map((purpose) => (
                  <label
                    key={purpose}
                    className="flex cursor-pointer items-start gap-3 rounded-field border-2 border-line bg-surface px-3.5 py-2.5 has-checked:border-spruce has-checked:bg-moss has-checked:text-on-moss"
                  >
                    <input type="radio" name="purpose" value={purpose} required className="mt-0.5 size-6 shrink-0" />
                    <span className="grid">
                      <span className="font-semibold">{word(`ExportPurposes.${purpose}`)}</span>
                      <span className="text-sm">{word(`Exports.columns.${purpose}`)}</span>
                    </span>
                  </label>
                ))}
              </fieldset>
              <Button type="submit">
                <Download aria-hidden className="size-5" />
                {word("Exports.download")}
              </Button>
            </form>
            <p className="text-ink-soft">{word("Exports.recorded")}</p>
          </Section>
        )}
      </div>
    </LinkOrSessionFrame>
  );
}

/** One print, what it holds, and the way to it. */
function Paper({
  icon,
  title,
  text,
  href,
  open,
}: {
  icon: ReactNode;
  title: string;
  text: string;
  href: Address;
  open: string;
}) {
  return (
    <li className="grid content-start justify-items-start gap-2 rounded-card border border-line bg-surface p-4">
      <h3 className="flex items-center gap-2.5 text-xl">
        {icon}
        {title}
      </h3>
      <p className="grow">{text}</p>
      <ButtonLink href={href} kind="secondary">
        {open}
        <span className="sr-only">: {title}</span>
      </ButtonLink>
    </li>
  );
}
