"use server";

import { redirect } from "next/navigation";
import { Id } from "@/features/access/schema";
import { defineFormAction } from "@/features/accounts/action";
import { currentActor, currentLoginSession, permitOr404, signInPath } from "@/features/accounts/actor";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { type FormValues, parseWith, refuse } from "@/ui/form-answer";
import { createOccasion, deleteOccasion, editOccasion } from "./commands";
import { occasionWords } from "./components/occasion-words";
import { canKeepYearCalendar } from "./policy";
import { findOccasion } from "./queries";
import { DeleteOccasionSchema, municipalitiesIn, OccasionSchema, Seen } from "./schema";

/** The permit to edit the calendar. Users who were signed out meanwhile must sign in again. */
async function permitToKeep({ locale }: { locale: Locale }) {
  if (!(await currentLoginSession())) redirect(await signInPath(locale, routes.yearCalendar(locale)));
  return permitOr404(canKeepYearCalendar, await currentActor(), null);
}

/** Parses an occasion. For unknown municipalities, the refusal names them. */
function parseOccasion(values: FormValues) {
  const parsed = parseWith(OccasionSchema, values);
  if (parsed.ok) return { ok: true as const, input: { ...parsed.input, seen: Seen.parse(values.seen) } };
  const names = municipalitiesIn(values.municipalities ?? "").unknown.map((name) => `\u2068${name}\u2069`);
  return {
    ...parsed,
    errors: parsed.errors?.map((error) =>
      error.key === "municipality_unknown"
        ? { ...error, of: { key: "municipality_named", named: { names: names.join(", ") } } }
        : error,
    ),
  };
}

/** Adds an occasion and redirects to its year. */
export const createOccasionAction = defineFormAction({
  errors: "OccasionErrors",
  authorise: permitToKeep,
  parse: parseOccasion,
  async run({ locale, granted: permit, input: { seen: _, ...occasion } }) {
    await createOccasion(permit, occasion);
    const year = Number(occasion.firstDay.slice(0, 4));
    return { ok: true, to: routes.yearCalendar(locale, { year, done: "created" }) };
  },
});

/** Changes an occasion and redirects to its year. */
export const editOccasionAction = defineFormAction({
  errors: "OccasionErrors",
  args: [Id],
  authorise: permitToKeep,
  parse: parseOccasion,
  async run({ locale, args: [id], granted: permit, input: { seen, ...occasion } }) {
    const result = await editOccasion(permit, { id, seen, occasion });
    if (!result.ok) return refuse(result.reason);
    const year = Number(occasion.firstDay.slice(0, 4));
    return { ok: true, to: routes.yearCalendar(locale, { year, done: "edited" }) };
  },
});

/** Deletes an occasion. The first submission answers with which one that would be; the second does it. */
export const deleteOccasionAction = defineFormAction({
  errors: "OccasionErrors",
  args: [Id],
  authorise: permitToKeep,
  parse: DeleteOccasionSchema,
  async run({ locale, args: [id], granted: permit, input: { seen, confirmed } }) {
    if (confirmed !== seen) {
      const occasion = await findOccasion(permit, id);
      if (!occasion) return refuse("not_found");
      if (occasion.revision !== seen) return refuse("overtaken");
      const { nameOf, daysOf } = await occasionWords(locale);
      return refuse("delete_asks", {
        named: { name: `\u2068${nameOf(occasion).text}\u2069`, dates: daysOf(occasion) },
        values: { confirmed: String(seen) },
        alternativeSubmit: true,
      });
    }
    const result = await deleteOccasion(permit, { id, seen });
    if (!result.ok) return refuse(result.reason);
    return { ok: true, to: routes.yearCalendar(locale, { year: result.year, done: "deleted" }) };
  },
});
