import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ForumWhen } from "@/features/forums/components/forum-when";
import { StateTag } from "@/features/forums/components/state-tag";
import { listOpenForums } from "@/features/forums/queries";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { buttonClass } from "@/ui/button";
import { Card } from "@/ui/card";
import { privateMetadata } from "../../../page-metadata";
import { LinkOrSessionFrame } from "../../link-or-session-frame";
import { localeOf } from "../../locale-params";
import { type HelperProps, readHelper } from "./read-helper";

export const dynamic = "force-dynamic";
export async function generateMetadata({ params }: HelperProps): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "Helper" });
  return privateMetadata(t("title"));
}

/** Where a peer tutor or counsellor who registers others chooses the forum. */
export default async function HelperPage(props: HelperProps) {
  const { locale, token, forumId, holder, session } = await readHelper(props);
  const [t, forums] = await Promise.all([
    getTranslations({ locale, namespace: "Helper" }),
    listOpenForums(locale, forumId),
  ]);
  return (
    <LinkOrSessionFrame locale={locale} path={routes.helper(locale, token)} session={session}>
      <div className="mx-auto grid max-w-2xl gap-6">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t("title")}</h1>
          <p>{t("hello", { holder })}</p>
          <p>{t("lead")}</p>
        </header>
        {forums.length === 0 ? <p>{t("none")}</p> : null}
        <ul className="grid gap-4">
          {forums.map((forum) => (
            <li key={forum.slug}>
              <Card className="grid gap-3">
                <h2 className="text-xl" {...languageOf(forum.text.locale, locale)}>
                  {forum.text.title}
                </h2>
                <p className="flex flex-wrap items-center gap-3">
                  <ForumWhen locale={locale} startsAt={forum.startsAt} endsAt={forum.endsAt} />
                  <StateTag locale={locale} state={forum.state} seatsLeft={forum.seatsLeft} />
                </p>
                <p>
                  <Link
                    href={routes.registerOthers(locale, token, forum.slug)}
                    prefetch={false}
                    className={buttonClass("secondary")}
                  >
                    {t("register")}
                    <span className="sr-only">: {forum.text.title}</span>
                  </Link>
                </p>
              </Card>
            </li>
          ))}
        </ul>
      </div>
    </LinkOrSessionFrame>
  );
}
