"use server";

import { z } from "zod";
import { defineFormAction } from "@/features/accounts/action";
import { forumTags } from "@/features/forums/cache-tags";
import { permitToManage } from "@/features/forums/managed-forum";
import { routes } from "@/i18n/routes";
import { refuse } from "@/ui/form-answer";
import { decideLanguage } from "./commands";
import { canDecideInterpretation } from "./policy";
import { LanguageSchema } from "./schema";

/** Says what is known of an interpreter; those who asked are told. */
export const languageAction = defineFormAction({
  errors: "ManageErrors",
  args: [z.string()],
  authorise: ({ locale, args: [forumKey] }) => permitToManage(canDecideInterpretation, locale, forumKey),
  parse: LanguageSchema,
  async run({ locale, args: [forumKey], granted: permit, input: { language, state, threshold, deadline } }) {
    const result = await decideLanguage(permit, { language, state, threshold, deadlineAt: deadline });
    if (!result.ok) return refuse(result.reason);
    return { ok: true, to: routes.manage(locale, forumKey, { done: "language" }), tags: forumTags(result.slug) };
  },
});
