import { getTranslations } from "next-intl/server";
import { QuotedDocument } from "@/features/documents/components/quoted-document";
import { formatNumericDateTime } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { languageOf, Paragraphs } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Button } from "@/ui/button";
import { Tag } from "@/ui/tag";
import { TextLink } from "@/ui/text-link";
import { restoreTextAction } from "../actions";
import type { WriteText } from "../policy";
import { listHandNames, listRevisions, type TextAtWork } from "../queries";
import type { Hand } from "../rules";
import { partsOf } from "../schema";
import { partKeyOf } from "./text-state";

interface Props {
  locale: Locale;
  /** The token of a volunteer's link; null for signed-in users. */
  link: string | null;
  permit: WriteText;
  text: TextAtWork;
  /** Only revisions older than this one. */
  before: number | undefined;
}

/**
 * The revisions of a text in one language, newest first: who saved and who checked each, its words, and a button to
 * restore it.
 */
export async function TextHistory({ locale, link, permit, text, before }: Props) {
  const [t, revisions] = await Promise.all([getTranslations({ locale }), listRevisions(permit, before)]);
  const hands = revisions.flatMap(({ by, looks }) => [by, ...looks.map((look) => look.by)]);
  const names = await listHandNames(permit, hands);
  const nameOf = ({ kind, id }: Hand) =>
    names.get(id ?? "") ?? t(kind === "system" ? "Texts.thePortal" : "Texts.somebody");
  const newest = text.latest?.number ?? 0;
  const last = revisions.at(-1)?.number ?? 1;
  const { itemId } = permit.subject;
  const older =
    link === null
      ? routes.text(locale, itemId, text.language, { before: last })
      : routes.translateText(locale, link, itemId, { before: last });
  return (
    <>
      <ol className="grid gap-3">
        {revisions.map((revision) => {
          const { number, at, by, small, machine, restored, looks, fields } = revision;
          const when = formatNumericDateTime(locale, at);
          return (
            <li key={number} className="grid gap-2 rounded-card border border-line bg-surface p-4">
              <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <strong>{t("Texts.revision", { number: String(number) })}</strong>
                <span>{when}</span>
                <bdi>{nameOf(by)}</bdi>
                {number === text.published ? <Tag tone="good">{t("Texts.seen")}</Tag> : null}
                {small ? <Tag>{t("Texts.small")}</Tag> : null}
                {machine ? <Tag tone="care">{t("TextStates.machine")}</Tag> : null}
                {restored ? <Tag>{t("Texts.restoredFrom", { number: String(restored) })}</Tag> : null}
              </p>
              {looks.map((look) => (
                <p key={`${look.at.getTime()} ${look.by.id}`} className="text-sm text-ink-soft">
                  {t("Texts.lookedAt", { name: nameOf(look.by), when: formatNumericDateTime(locale, look.at) })}
                </p>
              ))}
              <details>
                <summary className="inline-flex min-h-11 cursor-pointer items-center font-semibold text-spruce underline">
                  {t("Texts.showWords")}
                  <span className="sr-only">: {t("Texts.revision", { number: String(number) })}</span>
                </summary>
                <dl className="grid gap-3 pt-2">
                  {Object.entries(fields).map(([field, words]) => {
                    const key = partKeyOf(text.kind, field);
                    return (
                      <div key={field} className="grid gap-1">
                        <dt className="text-sm text-ink-soft">{key ? t(`TextParts.${key}`) : field}</dt>
                        <dd className="grid gap-2" {...languageOf(text.language, "")}>
                          {partsOf(text.kind).get(field)?.document ? (
                            <QuotedDocument locale={locale} text={words} language={text.language} />
                          ) : (
                            <Paragraphs text={words}>
                              {(paragraph) => <span className="whitespace-pre-line">{paragraph}</span>}
                            </Paragraphs>
                          )}
                        </dd>
                      </div>
                    );
                  })}
                </dl>
              </details>
              {number === newest ? null : (
                <form
                  action={restoreTextAction.bind(
                    null,
                    locale,
                    link,
                    permit.subject.itemId,
                    text.language,
                    number,
                    newest,
                  )}
                >
                  <Button type="submit" kind="secondary">
                    {t("Texts.restore")}
                    <span className="sr-only">: {t("Texts.revision", { number: String(number) })}</span>
                  </Button>
                </form>
              )}
            </li>
          );
        })}
      </ol>
      {last > 1 ? (
        <p>
          <TextLink href={`${older}#history`} className="inline-flex min-h-11 items-center">
            {t("Texts.olderRevisions")}
          </TextLink>
        </p>
      ) : null}
    </>
  );
}
