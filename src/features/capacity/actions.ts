"use server";

import { z } from "zod";
import { Id } from "@/features/access/schema";
import { defineFormAction } from "@/features/accounts/action";
import { forumTags } from "@/features/forums/cache-tags";
import { permitToManage } from "@/features/forums/managed-forum";
import { routes } from "@/i18n/routes";
import { refuse } from "@/ui/form-answer";
import { type LimitsInput, setLimits } from "./commands";
import { canLimitForum } from "./policy";
import { LimitsSchema, PARTICIPANT_ROLES } from "./schema";

/** Sets the forum's limits; new places are offered to those who wait. */
export const limitsAction = defineFormAction({
  errors: "ManageErrors",
  args: [z.string()],
  authorise: ({ locale, args: [forumKey] }) => permitToManage(canLimitForum, locale, forumKey),
  parse: LimitsSchema,
  async run({ locale, args: [forumKey], granted: permit, input }) {
    // What the form did not ask for is left out.
    const of = (prefix: string, asked: (name: string) => boolean) =>
      Object.fromEntries(
        Object.entries(input).flatMap(([name, limit]) =>
          name.startsWith(prefix) && asked(name.slice(prefix.length)) ? [[name.slice(prefix.length), limit]] : [],
        ),
      );
    const limits: LimitsInput = {
      capacity: input.forum ?? null,
      childcareCapacity: input.childcare ?? null,
      sessions: of("session:", (id) => Id.safeParse(id).success),
      roles: of("role:", (role) => PARTICIPANT_ROLES.some((known) => known === role)),
    };
    const result = await setLimits(permit, limits);
    if (!result.ok) return refuse(result.reason);
    return { ok: true, to: routes.manage(locale, forumKey, { done: "limits" }), tags: forumTags(result.slug) };
  },
});
