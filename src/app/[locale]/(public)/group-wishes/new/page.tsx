import { BellRing } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { makeWishAction } from "@/features/group-demand/actions";
import { WISH_KEPT_DAYS } from "@/features/group-demand/rules";
import { WishPresetSchema } from "@/features/group-demand/schema";
import { GROUP_KINDS } from "@/features/groups/schema";
import { HONEYPOT } from "@/features/registration/schema";
import { placeName } from "@/i18n/place-name";
import { routes } from "@/i18n/routes";
import {
  isSpokenLanguage,
  SPOKEN_LANGUAGE_CODES,
  SPOKEN_LANGUAGES,
  type SpokenLanguage,
} from "@/i18n/spoken-languages";
import { createFormToken } from "@/platform/security/form-token";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { LOCALE_OPTIONS } from "@/ui/form-fields";
import { TextLink } from "@/ui/text-link";
import { publicMetadata, titleOfForm } from "../../../../page-metadata";
import { type LocaleParams, localeOf } from "../../../locale-params";
import { municipalityOptions } from "../../../municipality-options";
import { SiteFrame } from "../../../site-frame";

interface Props extends LocaleParams {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Rendered for each visit, because each form has its own stamp, so that sending it twice makes one wish. */
export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const locale = await localeOf(params);
  const t = await getTranslations({ locale, namespace: "GroupWish" });
  return publicMetadata({
    title: await titleOfForm(t("title")),
    address: routes.newGroupWish(locale),
    listed: false,
  });
}

/** Where somebody who found no group asks to be told, once, when there is one. */
export default async function NewGroupWishPage({ params, searchParams }: Props) {
  const locale = await localeOf(params);
  const preset = WishPresetSchema.parse(await searchParams);
  const [t, groups, kinds, register, site, municipalities, online] = await Promise.all([
    getTranslations({ locale, namespace: "GroupWish" }),
    getTranslations({ locale, namespace: "Groups" }),
    getTranslations({ locale, namespace: "GroupKinds" }),
    getTranslations({ locale, namespace: "Register" }),
    getTranslations({ locale, namespace: "Site" }),
    municipalityOptions(locale),
    placeName(locale, "online"),
  ]);
  const languages = new Set<SpokenLanguage>([...(isSpokenLanguage(locale) ? [locale] : []), ...SPOKEN_LANGUAGE_CODES]);
  return (
    <SiteFrame locale={locale} path={routes.newGroupWish(locale, preset)} section="groups" typing>
      <div className="mx-auto grid w-full max-w-2xl gap-6">
        <header className="grid gap-2">
          <BellRing aria-hidden className="size-10 text-spruce" />
          <h1 className="text-3xl">{t("title")}</h1>
          <p className="sm:text-lg">{t("lead")}</p>
        </header>
        <Form
          action={makeWishAction.bind(null, locale)}
          initial={initialFormState({
            stamp: createFormToken(),
            language: preset.language ?? (isSpokenLanguage(locale) ? locale : ""),
            place: preset.place ?? "",
            kind: preset.kind ?? "",
            onlineToo: "on",
            messageLocale: locale,
          })}
          lists={{
            languages: [...languages].map((value) => ({ value, label: SPOKEN_LANGUAGES[value].name, lang: value })),
            places: [
              { value: "", label: t("placeChoose") },
              { value: "online", label: online.name },
              ...municipalities,
            ],
            kinds: [
              { value: "", label: groups("anyKind") },
              ...GROUP_KINDS.map((value) => ({ value, label: kinds(value) })),
            ],
            locales: LOCALE_OPTIONS,
          }}
          steps={[
            {
              id: "wish",
              fields: [
                { kind: "hidden", name: "stamp", kept: "sent" },
                { kind: "trap", name: HONEYPOT, label: register("trap") },
                { kind: "select", name: "language", label: t("language"), options: "languages" },
                { kind: "select", name: "place", label: t("place"), options: "places" },
                { kind: "check", name: "onlineToo", label: t("onlineToo") },
                { kind: "select", name: "kind", label: groups("kind"), options: "kinds" },
                {
                  kind: "text",
                  name: "contact",
                  label: t("contact"),
                  hint: t("contactHint"),
                  autoComplete: "off",
                  ltr: true,
                  maxLength: 254,
                  required: true,
                },
                { kind: "select", name: "messageLocale", label: register("messageLocale"), options: "locales" },
              ],
            },
          ]}
          words={await formLabels(locale, t("submit"))}
          draft={{ name: "group-wish", restored: t("draftRestored"), forget: register("draftForget") }}
        />
        <p className="text-sm">
          {t("privacy", { days: WISH_KEPT_DAYS })}{" "}
          <TextLink href={routes.privacy(locale)} target="_blank">
            {register("consentLink")} ({site("newWindow")})
          </TextLink>
        </p>
        <p>
          <TextLink href={routes.groups(locale)} className="inline-flex min-h-11 items-center">
            {groups("all")}
          </TextLink>
        </p>
      </div>
    </SiteFrame>
  );
}
