import { getTranslations } from "next-intl/server";
import { ForumContact } from "@/features/forums/components/forum-contact";
import { Arriving, ForumDetails } from "@/features/forums/components/forum-details";
import { ForumFacts } from "@/features/forums/components/forum-facts";
import { ForumHeader, TextNotices } from "@/features/forums/components/forum-header";
import { forumState } from "@/features/forums/rules";
import { routes } from "@/i18n/routes";
import { Notice } from "@/ui/notice";
import { TextLink } from "@/ui/text-link";
import { LinkOrSessionFrame } from "../../../link-or-session-frame";
import { PreviewLanguages } from "../../../preview-languages";
import { type ManageProps, manageMetadata, readManagedForum } from "../read-managed-forum";

export const dynamic = "force-dynamic";
export const generateMetadata = (props: ManageProps) => manageMetadata(props, "preview");

/** A forum as it will look in this language once it is published, with links to the other languages. */
export default async function PreviewPage(props: ManageProps) {
  const { locale, forumKey, forum: planned, session } = await readManagedForum(props, "preview");
  const [t, site] = await Promise.all([
    getTranslations({ locale, namespace: "Plan" }),
    getTranslations({ locale, namespace: "Forum" }),
  ]);
  const state =
    planned.state === "draft" ? forumState({ ...planned, status: "published" }, 0, new Date()) : planned.state;
  const forum = { ...planned, state, seatsLeft: state === "drop_in" ? null : planned.seatsLeft };
  return (
    <LinkOrSessionFrame locale={locale} path={routes.previewForum(locale, forumKey)} session={session}>
      <div className="grid gap-6">
        <Notice title={t("previewTitle")}>
          <p>{t("previewText")}</p>
          <PreviewLanguages locale={locale} at={(code) => routes.previewForum(code, forumKey)} />
          <p>
            <TextLink href={routes.manage(locale, forumKey)} className="inline-flex min-h-11 items-center">
              {t("back")}
            </TextLink>
          </p>
        </Notice>
        <article className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <ForumHeader locale={locale} forum={forum} />
          <aside
            aria-label={`${site("when")}, ${site("where")}`}
            className="lg:col-start-2 lg:row-span-2 lg:row-start-1 lg:self-start"
          >
            <ForumFacts locale={locale} forum={forum} preview />
          </aside>
          <div className="grid gap-10">
            <TextNotices locale={locale} forum={forum} original={(source) => routes.previewForum(source, forumKey)} />
            <ForumDetails locale={locale} forum={forum} />
            <Arriving locale={locale} forum={forum} />
            <ForumContact locale={locale} forum={forum} />
          </div>
        </article>
      </div>
    </LinkOrSessionFrame>
  );
}
