"use server";

import { redirect } from "next/navigation";
import { defineAction } from "@/features/accounts/action";
import { currentActor, currentLoginSession, permitOr404, signInPath } from "@/features/accounts/actor";
import { routes } from "@/i18n/routes";
import { takeOverPage } from "./commands";
import { canManagePages } from "./policy";
import { PageKeySchema } from "./schema";

/** Gives a page a text of its own and opens its original, to be changed. */
export const takeOverPageAction = defineAction({
  args: [PageKeySchema],
  async authorise({ locale, args: [key] }) {
    if (!(await currentLoginSession())) redirect(await signInPath(locale, routes.workOnPage(locale, key)));
    return permitOr404(canManagePages, await currentActor(), null);
  },
  async run({ locale, args: [key], granted: permit }) {
    const { itemId, language } = await takeOverPage(permit, key);
    return { ok: true, to: routes.text(locale, itemId, language) };
  },
});
