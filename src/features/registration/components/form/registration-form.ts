import "server-only";
import { getTranslations } from "next-intl/server";
import type { ForumView } from "@/features/forums/queries";
import type { Locale } from "@/i18n/locales";
import { formLabels } from "@/ui/form-answer";
import { childcareStep } from "./childcare-step";
import { consentStep, optionalConsentsStep, permissionStep } from "./consent-steps";
import { familyStep } from "./family-step";
import { type FormPurpose, formContext } from "./form-context";
import { optionLists } from "./option-lists";
import { reachStep } from "./reach-step";
import { youStep } from "./you-step";

/** The registration form of one forum, in words of the reader's language. */
export async function registrationForm(locale: Locale, forum: ForumView, purpose: FormPurpose) {
  const context = formContext(locale, forum, purpose);
  const t = await getTranslations({ locale, namespace: "Register" });
  return {
    steps: await Promise.all([
      youStep(context),
      familyStep(context),
      ...(forum.childcareCapacity === null ? [] : [childcareStep(context)]),
      reachStep(context),
      optionalConsentsStep(context),
      ...(purpose === "behalf" ? [permissionStep(context)] : []),
      ...(purpose === "change" ? [] : [consentStep(context)]),
    ]),
    lists: await optionLists(context),
    words: {
      ...(await formLabels(locale, purpose === "change" ? t("submitChange") : t("submit"))),
      submitOtherwise: t("submitWaiting"),
    },
  };
}
