import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { withdrawWishAction } from "@/features/group-demand/actions";
import { findWish } from "@/features/group-demand/queries";
import { WISH_KEPT_DAYS } from "@/features/group-demand/rules";
import { groupListPath } from "@/features/groups/listing-path";
import { placeName } from "@/i18n/place-name";
import { routes } from "@/i18n/routes";
import { SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { FlashMessage } from "@/ui/flash-message";
import { PageHelp } from "@/ui/help-context";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../page-metadata";
import { localeOf } from "../../../locale-params";
import { SiteFrame } from "../../../site-frame";

interface Props {
  params: Promise<{ locale: string; token: string }>;
  searchParams: Promise<{ done?: string | string[] }>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "GroupWish" });
  return privateMetadata(t("wishTitle"));
}

/** A wish to be told of a group: what is kept of it, and taking it back. Of a wish that is gone, only that nothing is kept. */
export default async function GroupWishPage({ params, searchParams }: Props) {
  const locale = await localeOf(params);
  const { token } = await params;
  const [t, groups, kinds, wish, { done }] = await Promise.all([
    getTranslations({ locale, namespace: "GroupWish" }),
    getTranslations({ locale, namespace: "Groups" }),
    getTranslations({ locale, namespace: "GroupKinds" }),
    findWish(token),
    searchParams,
  ]);
  const where = wish && (await placeName(locale, wish.place));
  return (
    <SiteFrame locale={locale} path={routes.groupWish(locale, token)} section="groups">
      <Card className="mx-auto grid w-full max-w-2xl gap-5">
        <h1 className="text-2xl">{t("wishTitle")}</h1>
        <FlashMessage done={done} messages={{ ...(wish && { made: t("doneMade") }), withdrawn: t("doneWithdrawn") }} />
        {wish && where ? (
          <>
            <p>{wish.told ? t("toldText") : t("waitsText", { days: WISH_KEPT_DAYS })}</p>
            <dl className="grid gap-3 rounded-field bg-paper p-4">
              <Fact label={t("language")}>
                <bdi lang={wish.language}>{SPOKEN_LANGUAGES[wish.language].name}</bdi>
              </Fact>
              <Fact label={t("place")}>
                <bdi lang={where.lang}>{where.name}</bdi>
                {wish.onlineToo && wish.place !== "online" ? ` · ${t("alsoOnline")}` : null}
              </Fact>
              {wish.kind ? <Fact label={groups("kind")}>{kinds(wish.kind)}</Fact> : null}
              <Fact label={t("contact")}>
                <bdi dir="ltr" className="break-all">
                  {wish.email ?? wish.phone}
                </bdi>
              </Fact>
            </dl>
            <p>{t("keepLink")}</p>
            <PageHelp />
            <form action={withdrawWishAction.bind(null, locale, token)}>
              <Button type="submit" kind="danger">
                {t("withdraw")}
              </Button>
            </form>
          </>
        ) : (
          <p>{t("goneText")}</p>
        )}
        <p>
          <TextLink
            href={groupListPath(locale, wish ? { language: wish.language } : {})}
            className="inline-flex min-h-11 items-center"
          >
            {wish ? t("othersInLanguage") : groups("all")}
          </TextLink>
        </p>
      </Card>
    </SiteFrame>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-ink-soft">{label}</dt>
      <dd className="font-semibold">{children}</dd>
    </div>
  );
}
