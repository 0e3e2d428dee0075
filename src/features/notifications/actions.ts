"use server";

import { z } from "zod";
import { Id } from "@/features/access/schema";
import { type ActionRequest, defineAction, defineFormAction } from "@/features/accounts/action";
import { permitToManage } from "@/features/forums/managed-forum";
import { routes } from "@/i18n/routes";
import { noteTry } from "./commands";
import { canMakeCalls } from "./policy";
import { refuseTry } from "./refused-try";
import { CallTrySchema } from "./schema";

const authorise = ({ locale, args: [forumKey] }: ActionRequest<[string, ...unknown[]]>) =>
  permitToManage(canMakeCalls, locale, forumKey);

/** Notes that someone on the call list has been reached. `seen` counts the tries that the page showed. */
export const calledAction = defineAction({
  args: [z.string(), Id, z.number().int().min(0)],
  authorise,
  async run({ locale, args: [forumKey, notificationId, seen], granted: permit }) {
    const noted = await noteTry(permit, notificationId, { outcome: "reached", nextAt: null, seen });
    // Somebody else was faster: the call's page says who, and what came of it.
    if (!noted.ok && "other" in noted && noted.other)
      return { ok: true, to: routes.call(locale, forumKey, notificationId, { done: "other" }) };
    return { ok: true, to: `${routes.manage(locale, forumKey)}#calls` };
  },
});

/** Notes what came of a call, and when to try again. */
export const noteTryAction = defineFormAction({
  errors: "CallErrors",
  args: [z.string(), Id],
  authorise,
  parse: CallTrySchema,
  async run({ locale, args: [forumKey, notificationId], granted: permit, input }) {
    const noted = await noteTry(permit, notificationId, input);
    if (noted.ok) return { ok: true, to: `${routes.manage(locale, forumKey, { done: "tried" })}#calls` };
    return refuseTry(noted, locale);
  },
});
