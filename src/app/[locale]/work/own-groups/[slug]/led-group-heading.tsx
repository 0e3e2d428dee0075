import { ArrowLeft } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { LedGroup } from "@/features/groups/queries";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { TextLink } from "@/ui/text-link";

/** The heading of a page about one part of a group: its name, the group's, and the way back. */
export async function LedGroupHeading({
  locale,
  group,
  title,
  children,
}: {
  locale: Locale;
  group: LedGroup;
  title: string;
  children?: ReactNode;
}) {
  const t = await getTranslations({ locale, namespace: "OwnGroups" });
  return (
    <header className="grid gap-2">
      <p>
        <TextLink href={routes.ownGroup(locale, group.slug)} className="inline-flex min-h-11 items-center gap-2">
          <ArrowLeft aria-hidden className="size-5 shrink-0 rtl:-scale-x-100" />
          <span>
            <span className="sr-only">{t("back")}: </span>
            <bdi {...languageOf(group.locale ?? locale, locale)}>{group.title}</bdi>
          </span>
        </TextLink>
      </p>
      <h1 className="text-3xl">{title}</h1>
      {children}
    </header>
  );
}
