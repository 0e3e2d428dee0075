import "server-only";
import { getTranslations } from "next-intl/server";
import { isLocale } from "@/i18n/locales";
import { isUnavailable } from "@/platform/db/client";
import { log } from "@/platform/log";
import { readFields } from "@/ui/form-answer";
import type { FormState } from "@/ui/form-model";

/**
 * Answers a form. If the database does not answer, the form comes back with everything typed and says so, and the user
 * can send it again. `defineFormAction` wraps this around every form; nothing else decides it.
 */
export async function orBusy(
  locale: string,
  previous: FormState,
  form: FormData,
  answer: () => Promise<FormState>,
  longest?: number,
): Promise<FormState> {
  try {
    return await answer();
  } catch (error) {
    if (!isUnavailable(error) || !isLocale(locale)) throw error;
    log().error({ error: (error as Error).name }, "form not answered: the database is not available");
    const t = await getTranslations({ locale, namespace: "Form" });
    return {
      ...previous,
      values: readFields(form, longest),
      errors: {},
      refusal: t("busy"),
      attempt: previous.attempt + 1,
    };
  }
}
