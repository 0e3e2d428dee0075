import "server-only";
import { getTranslations } from "next-intl/server";
import type { ForumView } from "@/features/forums/queries";
import type { Locale } from "@/i18n/locales";
import { formLabels } from "@/ui/form-answer";
import { consentStep, permissionStep } from "./consent-steps";
import { familyStep } from "./family-step";
import { type AskedFor, type FormPurpose, formContext } from "./form-context";
import { usualValues } from "./form-values";
import { optionLists } from "./option-lists";
import { wishesStep } from "./wishes-step";
import { youStep } from "./you-step";

/**
 * The registration form of one forum, in the reader's language. `about` tells forms with the same purpose apart: the
 * forum's slug, or the registration with its revision. `asked` is what the party has asked for so far.
 */
export async function registrationForm(
  locale: Locale,
  forum: ForumView,
  purpose: FormPurpose,
  about: string,
  asked?: AskedFor,
) {
  const context = formContext(locale, forum, purpose, asked);
  const t = await getTranslations({ locale, namespace: "Register" });
  return {
    steps: await Promise.all([
      youStep(context),
      familyStep(context),
      wishesStep(context),
      ...(purpose === "behalf" ? [permissionStep(context)] : []),
      ...(purpose === "change" ? [] : [consentStep(context)]),
    ]),
    lists: await optionLists(context),
    usual: usualValues(locale, forum),
    ...(purpose === "change" ? {} : { intro: purpose === "behalf" ? t("introBehalf") : t("intro") }),
    draft: {
      name: `${purpose}:${about}`,
      restored: t("draftRestored"),
      forget: t("draftForget"),
      ...(purpose === "register" && { accepted: { text: t("already"), link: t("alreadyLink") } }),
    },
    words: {
      ...(await formLabels(locale, purpose === "change" ? t("submitChange") : t("submit"))),
      submitOtherwise: t("submitWaiting"),
    },
  };
}
