"use server";

import { z } from "zod";
import { Id } from "@/features/access/schema";
import { defineFormAction } from "@/features/accounts/action";
import { forumTags } from "@/features/forums/cache-tags";
import { permitToManage } from "@/features/forums/managed-forum";
import { routes } from "@/i18n/routes";
import { parseWith, type Refused, refuse, refuseField } from "@/ui/form-answer";
import { canArrangeProgramme } from "../policy";
import { addSession, changeSession } from "./commands";
import { previewSession } from "./queries";
import { SessionSchema, SessionWordsSchema, sessionLanguages } from "./schema";

/** Why a session cannot be held like this, beside the field for its time or its host. */
function refuseSession(reason: string): Refused {
  if (reason === "person_unknown") return refuseField("host", reason);
  return reason === "session_ends_first" || reason === "session_outside"
    ? refuseField("endsAt", reason)
    : refuse(reason);
}

/**
 * Adds a session (`new`), or changes the one with an id. If a change concerns anybody, the first submission answers
 * with how many they are and what becomes of their choices; the second does it.
 */
export const saveSessionAction = defineFormAction({
  errors: "ManageErrors",
  args: [z.string(), z.union([z.literal("new"), Id])],
  longest: 20_000,
  authorise: ({ locale, args: [forumKey] }) => permitToManage(canArrangeProgramme, locale, forumKey),
  parse(values) {
    // Only the form of a new session asks for words.
    const words = "title" in values ? parseWith(SessionWordsSchema, values) : { ok: true as const, input: null };
    const parsed = parseWith(SessionSchema, values);
    if (!parsed.ok || !words.ok)
      return { ok: false, errors: [words, parsed].flatMap((one) => (one.ok ? [] : (one.errors ?? []))) };
    const { confirmed, host, ...session } = parsed.input;
    return {
      ok: true,
      input: { words: words.input, confirmed, host, session: { ...session, languages: sessionLanguages(values) } },
    };
  },
  async run({ locale, args: [forumKey, key], granted: permit, input: { words, confirmed, host, session } }) {
    const saved = (slug: string, done: string) => ({
      ok: true as const,
      to: routes.manage(locale, forumKey, { done }),
      tags: forumTags(slug),
    });
    if (key === "new") {
      if (!words) return refuse("form_invalid");
      const result = await addSession(permit, { ...session, ...words, host });
      return result.ok ? saved(result.slug, "session-added") : refuseSession(result.reason);
    }
    const preview = await previewSession(permit, key, session);
    if (!preview) return refuse("not_found");
    const { startsAt, endsAt, capacity } = session;
    const shown = JSON.stringify({ startsAt, endsAt, capacity, ...preview });
    if (Object.values(preview).some((count) => count > 0) && confirmed !== shown)
      return refuse("session_asks", {
        named: { ...preview },
        values: { confirmed: shown },
        alternativeSubmit: true,
      });
    const result = await changeSession(permit, { sessionId: key, host, ...session });
    return result.ok ? saved(result.slug, "session-changed") : refuseSession(result.reason);
  },
});
