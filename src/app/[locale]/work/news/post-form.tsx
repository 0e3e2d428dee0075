import "server-only";
import { Link as LinkIcon, MessageCircle, Tags } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { Actor } from "@/features/access/schema";
import { listedTerms } from "@/features/content/glossary/rules";
import { partsOf } from "@/features/content/schema";
import { DocumentEditor } from "@/features/documents/components/document-editor";
import { DocumentHelp } from "@/features/documents/components/document-help";
import { editorWords, hintWords } from "@/features/documents/components/editor-words";
import type { PostAtWork } from "@/features/news/queries";
import { TAG_BOX, TAGS } from "@/features/news/schema";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import type { FormField, FormStep } from "@/ui/form-model";
import { documentCards, documentMedia } from "../../document-cards";

/** What a post is about and who wrote it: everything except its words and, for a new one, its address. */
export async function postSteps(locale: Locale, { address }: { address: boolean }): Promise<FormStep[]> {
  const t = await getTranslations({ locale });
  const page = (name: "forum" | "group"): FormField => ({
    kind: "text",
    name,
    label: t(`NewsWork.${name}`),
    hint: t("NewsWork.aboutHint"),
    maxLength: 300,
    ltr: true,
  });
  return [
    {
      id: "tags",
      title: t("NewsWork.tagsTitle"),
      icon: <Tags aria-hidden />,
      fields: [
        {
          kind: "group",
          id: "tag-boxes",
          label: t("NewsWork.tags"),
          hint: t("NewsWork.tagsHint"),
          columns: true,
          fields: TAGS.map((tag) => ({ kind: "check", name: `${TAG_BOX}${tag}`, label: t(`PostTags.${tag}`) })),
        },
      ],
    },
    {
      id: "more",
      title: t("NewsWork.moreTitle"),
      icon: <LinkIcon aria-hidden />,
      fields: [
        { kind: "text", name: "byline", label: t("NewsWork.byline"), hint: t("NewsWork.bylineHint"), maxLength: 120 },
        page("forum"),
        page("group"),
        ...(address
          ? [
              {
                kind: "text",
                name: "slug",
                label: t("NewsWork.slug"),
                hint: t("NewsWork.slugHint"),
                maxLength: 100,
                ltr: true,
                required: true,
              } as const,
            ]
          : []),
      ],
    },
  ];
}

/** The words of a new post in one language. */
export async function wordsOfPost(locale: Locale, by: Actor): Promise<FormStep> {
  const [t, parts, cards, { help, ...media }, words, hints] = await Promise.all([
    getTranslations({ locale, namespace: "NewsWork" }),
    getTranslations({ locale, namespace: "TextParts" }),
    documentCards(locale, "post"),
    documentMedia(locale, "post", by, { organisation: null, texts: [], reader: null }),
    editorWords(locale),
    hintWords(locale),
  ]);
  const terms = listedTerms(locale).map(({ id, word, language }) => ({ value: id, label: word, lang: language }));
  const text = (name: "title" | "lead" | "body", lines: number): FormField => ({
    ...{ kind: "text", name, label: parts(`post_${name}`), maxLength: partsOf("post").get(name)?.most ?? 0 },
    ...{ required: true, ...(lines > 1 && { lines }) },
  });
  return {
    id: "words",
    title: t("wordsTitle"),
    hint: t("wordsHint"),
    icon: <MessageCircle aria-hidden />,
    fields: [
      { kind: "select", name: "language", label: t("textLanguage"), options: "languages" },
      text("title", 1),
      text("lead", 3),
      {
        ...text("body", 18),
        below: (
          <>
            <DocumentEditor
              field="body"
              language={languageOf(locale, "")}
              words={words}
              hints={hints}
              choices={{ ...cards, ...media, terms }}
              markup=""
              original={null}
            />
            <DocumentHelp locale={locale} media={help} />
          </>
        ),
      } as FormField,
    ],
  };
}

/** A post as its form shows it. */
export function postValues(post: PostAtWork): Record<string, string> {
  return {
    ...Object.fromEntries(post.tags.map((tag) => [`${TAG_BOX}${tag}`, "on"])),
    byline: post.byline ?? "",
    forum: post.forum?.slug ?? "",
    group: post.group?.slug ?? "",
    slug: post.slug,
    seen: String(post.revision),
  };
}
