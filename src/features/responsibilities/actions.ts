"use server";

import { z } from "zod";
import { Id } from "@/features/access/schema";
import { defineAction, defineFormAction } from "@/features/accounts/action";
import { permitToManage } from "@/features/forums/managed-forum";
import { routes } from "@/i18n/routes";
import { refuse, refuseField } from "@/ui/form-answer";
import { endResponsibility, giveResponsibility } from "./commands";
import { canNameResponsible } from "./policy";
import { ResponsibilitySchema } from "./schema";

/** Makes somebody look after the forum or a session. */
export const giveResponsibilityAction = defineFormAction({
  errors: "ResponsibilityErrors",
  args: [z.string()],
  authorise: ({ locale, args: [forumKey] }) => permitToManage(canNameResponsible, locale, forumKey),
  parse: ResponsibilitySchema,
  async run({ locale, args: [forumKey], granted: permit, input: { session, ...input } }) {
    const result = await giveResponsibility(permit, { ...input, sessionId: session });
    if (result.ok) return { ok: true, to: routes.manage(locale, forumKey, { done: "named" }) };
    const { reason } = result;
    if (reason === "not_found" || reason === "over") return refuse(reason);
    return refuseField(reason === "session_invalid" ? "session" : "email", reason);
  },
});

/** Ends what somebody does for the forum. */
export const endResponsibilityAction = defineAction({
  args: [z.string(), Id],
  authorise: ({ locale, args: [forumKey] }) => permitToManage(canNameResponsible, locale, forumKey),
  async run({ locale, args: [forumKey, id], granted: permit }) {
    await endResponsibility(permit, { id });
    return { ok: true, to: routes.manage(locale, forumKey, { done: "unnamed" }) };
  },
});
