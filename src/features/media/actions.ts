"use server";

import { notFound, redirect } from "next/navigation";
import { Permit } from "@/features/access/policy";
import { Id } from "@/features/access/schema";
import { type ActionRequest, defineFormAction } from "@/features/accounts/action";
import { currentActor, currentLoginSession, permitOr404, signInPath } from "@/features/accounts/actor";
import { routes } from "@/i18n/routes";
import type { Limit } from "@/platform/security/rate-limit";
import { refuse, refuseField } from "@/ui/form-answer";
import { creditMedia, deleteMedia, uploadMedia } from "./commands";
import { canEditMedia, canListMedia, canUploadMedia } from "./policy";
import { findMediaSubject } from "./queries";
import { CreditSchema, DeleteSchema, UploadSchema } from "./schema";

/** The most files that one account uploads in an hour. */
const UPLOADS: Limit = { act: "upload", times: 120, within: 3600 };

/** Keeps a picture or PDF and redirects to its page. */
export const uploadMediaAction = defineFormAction({
  errors: "MediaErrors",
  file: "file",
  async authorise({ locale }) {
    if (!(await currentLoginSession())) redirect(await signInPath(locale, routes.media(locale)));
    return permitOr404(canListMedia, await currentActor(), null);
  },
  parse: UploadSchema,
  limits: async ({ granted: { by } }) => [[UPLOADS, by.id ?? ""]],
  async run({ locale, granted: { by }, input: { organisation, credit }, file }) {
    const permit = Permit.ask(canUploadMedia, by, { organisationId: organisation });
    if (!permit) return refuseField("organisation", "organisation_invalid");
    if (!file) return refuseField("file", "file_needed");
    if (file.tooLarge) return refuseField("file", "file_large");
    if (!file.read) return refuseField("file", "file_busy");
    const result = await uploadMedia(permit, { name: file.name, bytes: await file.read(), credit });
    if (!result.ok) return refuseField("file", result.reason);
    return { ok: true, to: routes.medium(locale, result.id, { done: result.known ? "known" : "uploaded" }) };
  },
});

/** The permit to change something. For another organisation's, the page is not found. */
async function permitToEdit({ locale, args: [id] }: ActionRequest<[string]>) {
  if (!(await currentLoginSession())) redirect(await signInPath(locale, routes.media(locale)));
  return permitOr404(canEditMedia, await currentActor(), (await findMediaSubject(id)) ?? notFound());
}

/** Changes whom readers are told a picture or file is by. */
export const creditMediaAction = defineFormAction({
  errors: "MediaErrors",
  args: [Id],
  authorise: permitToEdit,
  parse: CreditSchema,
  async run({ locale, args: [id], granted: permit, input }) {
    const result = await creditMedia(permit, input);
    return result.ok ? { ok: true, to: routes.medium(locale, id, { done: "credited" }) } : refuse(result.reason);
  },
});

/** Deletes a picture or file that no text uses. */
export const deleteMediaAction = defineFormAction({
  errors: "MediaErrors",
  args: [Id],
  authorise: permitToEdit,
  parse: DeleteSchema,
  async run({ locale, granted: permit }) {
    const result = await deleteMedia(permit);
    return result.ok ? { ok: true, to: routes.media(locale, { done: "deleted" }) } : refuse(result.reason);
  },
});
