"use server";

import { z } from "zod";
import { Id } from "@/features/access/schema";
import { defineAction } from "@/features/accounts/action";
import { permitToManage } from "@/features/forums/managed-forum";
import { routes } from "@/i18n/routes";
import { markCalled } from "./commands";
import { canMakeCalls } from "./policy";

/** Notes that someone on the call list has been reached. */
export const calledAction = defineAction({
  args: [z.string(), Id],
  authorise: ({ locale, args: [forumKey] }) => permitToManage(canMakeCalls, locale, forumKey),
  async run({ locale, args: [forumKey, notificationId], granted: permit }) {
    await markCalled(permit, notificationId);
    return { ok: true, to: `${routes.manage(locale, forumKey)}#calls` };
  },
});
