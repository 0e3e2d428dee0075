import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DoorApp } from "@/features/door/components/door-app";
import { doorAppWords } from "@/features/door/components/door-app-words";
import { routes } from "@/i18n/routes";
import { env } from "@/platform/env";
import { unlistedMetadata } from "../../page-metadata";
import { type LocaleParams, localeOf } from "../locale-params";
import { SiteFrame } from "../site-frame";

export async function generateMetadata({ params }: LocaleParams): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "DoorApp" });
  return unlistedMetadata(t("shell"));
}

/**
 * The shell of the door: without personal data and the same for everybody. The service worker keeps it and shows it at
 * the address of a door when there is no network; the script then finds what the device holds.
 */
export default async function DoorShell({ params }: LocaleParams) {
  const locale = await localeOf(params);
  const [t, words] = await Promise.all([getTranslations({ locale, namespace: "DoorApp" }), doorAppWords(locale)]);
  return (
    <SiteFrame locale={locale} path={routes.doorShell(locale)} slim compact>
      <div className="mx-auto grid w-full max-w-2xl gap-5">
        <DoorApp
          locale={locale}
          doorKey={null}
          endsAt={null}
          signedIn={false}
          origin={new URL(env().APP_URL).origin}
          registerHref={null}
          opens
          words={words}
        >
          <h1 className="text-2xl">{t("shell")}</h1>
          <p>{t("shellText")}</p>
        </DoorApp>
      </div>
    </SiteFrame>
  );
}
