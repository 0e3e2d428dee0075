import { CalendarDays, FileText, UsersRound } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { DocumentView } from "@/features/documents/components/document-view";
import { markupOf, parseMarkup } from "@/features/documents/markup/rules";
import { referencesOf } from "@/features/documents/rules";
import { readDocument } from "@/features/documents/schema";
import { ForumWhen } from "@/features/forums/components/forum-when";
import { findForumPage } from "@/features/forums/queries";
import { GroupWhen } from "@/features/groups/components/group-when";
import { findGroupPage } from "@/features/groups/queries";
import { Picture } from "@/features/media/components/picture";
import { type DraftReader, fileAddress } from "@/features/media/draft-address";
import { findFile, findPicture } from "@/features/media/queries";
import { addressName } from "@/features/media/rules";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { type Address, routes } from "@/i18n/routes";
import { Terms } from "@/i18n/terms";
import { Link } from "@/ui/link";

/**
 * A document for readers, from the text of its part, with the cards of its forums and groups. A card of something that is
 * not public, or no longer there, is left out. The caller marks the document's language, and names the reader of a text that is not
 * public yet.
 */
export async function DocumentBody({
  locale,
  text,
  language,
  reader = null,
}: {
  locale: Locale;
  text: string;
  language: string;
  reader?: DraftReader | null;
}) {
  // A text that was stored before its part became a document is read as it was typed.
  const document = readDocument(text) ?? parseMarkup(markupOf(text)).document;
  const references = referencesOf(document);
  const [t, pictures, files, forums, groups] = await Promise.all([
    getTranslations({ locale, namespace: "Documents" }),
    findEach(references.pictures, findPicture),
    findEach(references.files, findFile),
    findEach(references.forums, (slug) => findForumPage(locale, slug)),
    findEach(references.groups, (slug) => findGroupPage(locale, slug)),
  ]);
  const own = languageOf(locale, language);
  return (
    <DocumentView
      document={document}
      language={language}
      parts={{
        term: (id) => `${routes.glossary(locale)}#${id}`,
        picture: ({ picture, alt, caption }) => {
          const found = pictures.get(picture);
          if (!found) return null;
          return (
            <figure className="grid gap-2">
              <Picture
                id={picture}
                alt={alt}
                lang={language}
                locale={language}
                sizes={SIZES}
                reader={reader}
                className={SHAPE}
              />
              {caption || found.credit ? (
                <figcaption className="text-sm text-ink-soft">
                  {caption ? <Terms locale={language}>{caption}</Terms> : null}
                  {caption && found.credit ? " " : null}
                  {found.credit ? (
                    <span {...own}>
                      {t("credit")} <bdi>{found.credit}</bdi>
                    </span>
                  ) : null}
                </figcaption>
              ) : null}
            </figure>
          );
        },
        file: ({ file, label }) => {
          const found = files.get(file);
          if (!found) return null;
          const megabytes = Math.max(1, Math.round(found.bytes / 1_000_000));
          return (
            <p className="flex gap-3 rounded-card border border-line bg-surface p-4">
              <FileText aria-hidden className="mt-0.5 size-6 shrink-0 text-spruce" />
              <span className="grid gap-0.5">
                <a
                  href={fileAddress(file, addressName(found.name), reader)}
                  className="font-semibold text-spruce underline underline-offset-4"
                >
                  {label || <bdi>{found.name || t("file")}</bdi>}
                </a>
                <span className="text-sm text-ink-soft" {...own}>
                  {t("pdf", { megabytes })}
                </span>
              </span>
            </p>
          );
        },
        still: (picture) =>
          pictures.has(picture) ? (
            <Picture
              id={picture}
              alt=""
              lang={language}
              locale={language}
              sizes={SIZES}
              reader={reader}
              className={SHAPE}
            />
          ) : null,
        forum: (slug) => {
          const forum = forums.get(slug);
          if (!forum) return null;
          return (
            <Card
              icon={<CalendarDays aria-hidden className="size-6" />}
              kind={t("forum")}
              title={forum.text.title}
              titleLanguage={forum.text.locale}
              to={routes.forum(locale, slug)}
              language={language}
              own={own}
            >
              <ForumWhen locale={locale} startsAt={forum.startsAt} endsAt={forum.endsAt} oneLine />
            </Card>
          );
        },
        group: (slug) => {
          const group = groups.get(slug);
          if (!group) return null;
          return (
            <Card
              icon={<UsersRound aria-hidden className="size-6" />}
              kind={t("group")}
              title={group.text.title}
              titleLanguage={group.text.locale}
              to={routes.group(locale, slug)}
              language={language}
              own={own}
            >
              <GroupWhen locale={locale} usually={group.usually} />
            </Card>
          );
        },
      }}
    />
  );
}

/** How wide a picture shows, and its shape: the column of a post. */
const SIZES = "(min-width: 48rem) 46rem, 100vw";
const SHAPE = "w-full rounded-card";

/** What each slug or id leads to; those that lead nowhere are left out. */
async function findEach<Found>(
  slugs: readonly string[],
  find: (slug: string) => Promise<Found | null>,
): Promise<Map<string, Found>> {
  const found = await Promise.all(slugs.map(async (slug) => [slug, await find(slug)] as const));
  return new Map(found.flatMap(([slug, one]) => (one === null ? [] : [[slug, one]])));
}

/** A card that leads to another page of the portal. */
function Card({
  icon,
  kind,
  title,
  titleLanguage,
  to,
  language,
  own,
  children,
}: {
  icon: ReactNode;
  kind: string;
  title: string;
  titleLanguage: string;
  to: Address;
  /** The document's language, and what marks the page's own within it. */
  language: string;
  own: ReturnType<typeof languageOf>;
  children: ReactNode;
}) {
  return (
    <div className="group relative flex gap-4 rounded-card border border-line bg-surface p-4 shadow-card hover:border-spruce sm:p-5">
      <span className="grid size-12 shrink-0 place-items-center rounded-full bg-moss text-on-moss">{icon}</span>
      <div className="grid min-w-0 gap-0.5">
        <p className="text-sm text-ink-soft" {...own}>
          {kind}
        </p>
        <p className="font-display text-lg font-bold" {...languageOf(titleLanguage, language)}>
          <Link
            href={to}
            className="text-ink decoration-cloudberry decoration-2 underline-offset-4 group-hover:underline after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:shadow-none focus-visible:after:outline-3 focus-visible:after:outline-offset-2 focus-visible:after:outline-ink"
          >
            <Terms locale={titleLanguage}>{title}</Terms>
          </Link>
        </p>
        <p {...own}>{children}</p>
      </div>
    </div>
  );
}
