"use server";

import { notFound, redirect } from "next/navigation";
import { defineAction, defineFormAction } from "@/features/accounts/action";
import { currentActor, currentLoginSession, permitOr404, signInPath } from "@/features/accounts/actor";
import { PreviewLinkSchema } from "@/features/content/schema";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import type { Limit } from "@/platform/security/rate-limit";
import { givePagePreviewLink, takeOverPage } from "./commands";
import { canManagePages } from "./policy";
import { type PageKey, PageKeySchema } from "./schema";

/** The permit to look after the portal's pages. */
async function permitToManage({ locale, args: [key] }: { locale: Locale; args: [PageKey] }) {
  if (!(await currentLoginSession())) redirect(await signInPath(locale, routes.workOnPage(locale, key)));
  return permitOr404(canManagePages, await currentActor(), null);
}

/** Gives a page a text of its own and opens its original, to be changed. */
export const takeOverPageAction = defineAction({
  args: [PageKeySchema],
  authorise: permitToManage,
  async run({ locale, args: [key], granted: permit }) {
    const { itemId, language } = await takeOverPage(permit, key);
    return { ok: true, to: routes.text(locale, itemId, language) };
  },
});

const LINKS: Limit = { act: "give-preview-link", times: 60, within: 3600 };

/** Makes a preview link and redirects to the page that shows it this once. */
export const givePagePreviewLinkAction = defineFormAction({
  errors: "NewsErrors",
  args: [PageKeySchema],
  authorise: permitToManage,
  parse: PreviewLinkSchema,
  limits: async ({ granted: { by } }) => [[LINKS, by.id ?? ""]],
  async run({ locale, args: [key], granted: permit, input }) {
    const result = await givePagePreviewLink(permit, key, input);
    return result.ok ? { ok: true, to: routes.previewPageLink(locale, key, { given: result.id }) } : notFound();
  },
});
