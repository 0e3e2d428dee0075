import "server-only";
import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import type { Hint } from "../rules";
import type { EditorWords } from "./editor-surface";

/** The words of the editor, which travel with the page. */
export async function editorWords(locale: Locale): Promise<EditorWords> {
  const [t, media, lists] = await Promise.all([
    getTranslations({ locale, namespace: "Documents" }),
    getTranslations({ locale, namespace: "Media" }),
    getTranslations({ locale, namespace: "Forums" }),
  ]);
  return {
    toolbar: t("toolbar"),
    acts: {
      heading2: t("heading2"),
      heading3: t("heading3"),
      bold: t("bold"),
      italic: t("italic"),
      bullets: t("bullets"),
      numbers: t("numbers"),
      deeper: t("deeper"),
      higher: t("higher"),
      quote: t("quote"),
      callout: t("callout"),
      undo: t("undo"),
      redo: t("redo"),
    },
    insert: {
      link: t("link"),
      term: t("term"),
      picture: t("picture"),
      file: t("file"),
      forum: t("forum"),
      group: t("group"),
      video: t("video"),
    },
    kinds: {
      picture: t("picture"),
      file: t("file"),
      forum: t("forum"),
      group: t("group"),
      video: t("video"),
      kept: t("kept"),
    },
    altNone: t("altNone"),
    change: t("change"),
    remove: t("remove"),
    asMarkup: t("asMarkup"),
    asEditor: t("asEditor"),
    copyOriginal: t("copyOriginal"),
    unreadable: t("unreadable"),
    unkept: t("unkept"),
    keys: t("keys"),
    ask: {
      address: t("address"),
      addressHint: t("addressHint"),
      addressWrong: t("addressWrong"),
      linkWords: t("linkWords"),
      choose: t("choose"),
      pageAddress: t("pageAddress"),
      pageHint: t("pageHint"),
      pageWrong: t("pageWrong"),
      title: t("title"),
      titleWrong: t("titleWrong"),
      alt: t("alt"),
      altHint: t("altHint"),
      caption: t("caption"),
      label: t("label"),
      labelNeeded: t("labelNeeded"),
      pickNeeded: t("pickNeeded"),
      done: t("done"),
      cancel: t("cancel"),
      unlink: t("unlink"),
    },
    picker: {
      pick: { picture: t("pickPicture"), file: t("pickFile"), still: t("pickStill") },
      search: media("search"),
      find: media("find"),
      refresh: t("pickRefresh"),
      add: t("pickAdd"),
      loading: t("pickLoading"),
      failed: t("pickFailed"),
      nameless: media("nameless"),
      none: t("pickNone"),
      previous: lists("previous"),
      following: lists("following"),
    },
  };
}

/** The words of the hints beside a document. */
export async function hintWords(locale: Locale): Promise<{ title: string; of: Record<Hint["key"], string> }> {
  const [t, hints] = await Promise.all([
    getTranslations({ locale, namespace: "Documents" }),
    getTranslations({ locale, namespace: "DocumentHints" }),
  ]);
  return {
    title: t("hints"),
    of: {
      missing_alt: hints("missing_alt"),
      heading_order: hints("heading_order"),
      heading_long: hints("heading_long"),
      link_text: hints("link_text"),
      alt_vague: hints("alt_vague"),
      missing_label: hints("missing_label"),
    },
  };
}
