"use server";

import { z } from "zod";
import { defineFormAction } from "@/features/accounts/action";
import { forumTags } from "@/features/forums/cache-tags";
import { permitToManage } from "@/features/forums/managed-forum";
import { routes } from "@/i18n/routes";
import { refuse } from "@/ui/form-answer";
import { decideLanguage } from "./commands";
import { canDecideInterpretation } from "./policy";
import { previewDecision } from "./queries";
import { LanguageSchema } from "./schema";

/**
 * Decides about an interpreter and tells the people who asked. If that concerns anybody, the first submission answers
 * with how many and in which ways; the second does it.
 */
export const languageAction = defineFormAction({
  errors: "ManageErrors",
  args: [z.string()],
  authorise: ({ locale, args: [forumKey] }) => permitToManage(canDecideInterpretation, locale, forumKey),
  parse: LanguageSchema,
  async run({ locale, args: [forumKey], granted: permit, input: { language, state, threshold, deadline, confirmed } }) {
    const preview = await previewDecision(permit, { language, state });
    const shown = JSON.stringify([language, state, preview]);
    if (preview.parties > 0 && confirmed !== shown)
      return refuse("language_asks", { named: { ...preview }, values: { confirmed: shown }, alternativeSubmit: true });
    const result = await decideLanguage(permit, { language, state, threshold, deadlineAt: deadline });
    if (!result.ok) return refuse(result.reason);
    return { ok: true, to: routes.manage(locale, forumKey, { done: "language" }), tags: forumTags(result.slug) };
  },
});
