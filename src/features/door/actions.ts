"use server";

import { notFound } from "next/navigation";
import { v5 as uuidOf } from "uuid";
import { z } from "zod";
import { Id } from "@/features/access/schema";
import { type ActionRequest, defineAction, defineFormAction } from "@/features/accounts/action";
import { PersonName } from "@/features/accounts/schema";
import { forumTags } from "@/features/forums/cache-tags";
import { permitToManage } from "@/features/forums/managed-forum";
import { canRegisterAtDoor } from "@/features/registration/policy";
import { type ErrorKey, parseRegistration } from "@/features/registration/schema";
import { routes } from "@/i18n/routes";
import { env } from "@/platform/env";
import type { Limit } from "@/platform/security/rate-limit";
import { type FormValues, type Parsed, type Refused, refuse } from "@/ui/form-answer";
import { permitAtDoor } from "./actor";
import { giveDoorLink, noteEntries, registerArrivals } from "./commands";
import { canGiveDoorLink, canKeepDoor, type KeepDoor } from "./policy";
import { DOOR_SENDINGS, REGISTERED_AT_DOOR } from "./rules";
import { ArrivalForm, type Arrivals, ArrivalsForm, type Entry, WalkInForm } from "./schema";

const authorise = ({ locale, args: [key] }: ActionRequest<[string, ...unknown[]]>) =>
  permitAtDoor(canKeepDoor, locale, key);

const limits = async ({ granted: { by } }: { granted: KeepDoor }): Promise<[Limit, string][]> => [
  [DOOR_SENDINGS, by.id ?? ""],
];

/** Writes one entry; null if it is in the log now. */
async function note(permit: KeepDoor, entry: Entry): Promise<Refused | null> {
  const { refused } = await noteEntries(permit, [entry]);
  const [first] = refused;
  return first ? refuse(first.reason) : null;
}

/** Notes that people of a party have arrived. The form sends who of them. For everybody who keeps the door. */
export const noteArrivalAction = defineFormAction({
  errors: "DoorErrors",
  args: [z.string(), z.string()],
  authorise,
  parse: ArrivalForm,
  limits,
  async run({ locale, args: [key, code], granted: permit, input: people }) {
    const at = new Date().toISOString();
    const refused = await note(permit, { id: crypto.randomUUID(), at, kind: "arrived", code, people });
    return refused ?? { ok: true, to: routes.door(locale, key, { done: "arrived", people: people.length }) };
  },
});

/** Counts people who came without a registration. For everybody who keeps the door. */
export const countWalkInsAction = defineFormAction({
  errors: "DoorErrors",
  args: [z.string()],
  authorise,
  parse: WalkInForm,
  limits,
  async run({ locale, args: [key], granted: permit, input: { form, people, language } }) {
    const id = uuidOf(JSON.stringify([people, language]), form);
    const refused = await note(permit, { id, at: new Date().toISOString(), kind: "walk_in", people, language });
    return refused ?? { ok: true, to: routes.door(locale, key, { done: "walk-ins", people }) };
  },
});

/** Undoes an entry. For everybody who keeps the door. */
export const undoEntryAction = defineAction({
  args: [z.string(), Id],
  authorise,
  async run({ locale, args: [key, entry], granted: permit }) {
    const id = crypto.randomUUID();
    const refused = await note(permit, { id, at: new Date().toISOString(), kind: "undone", entries: [entry] });
    // The page says why nothing can be noted any more.
    return { ok: true, to: routes.door(locale, key, refused ? {} : { done: "undone" }) };
  },
});

/** Where registering at the door is refused otherwise than anywhere else. */
const REFUSED_AT_DOOR: Partial<Record<string, ErrorKey>> = {
  full: "door_full",
  role_full: "door_full",
  closed: "door_closed",
  no_registration: "door_drop_in",
};

/** Parses a party at the door, which needs no address: it has its code, and is here. */
function parseArrivals(values: FormValues): Parsed<Arrivals> {
  const own = ArrivalsForm.safeParse(values);
  const reached = { ...values, screenshot: values.phone?.trim() ? "" : "on", contactWay: "read" };
  const parsed = parseRegistration(reached, "behalf", { countries: env().PHONE_COUNTRIES });
  if (own.success && parsed.ok) return { ok: true, input: { ...own.data, registration: parsed.input.registration } };
  const errors = parsed.ok ? [] : parsed.errors;
  const ownErrors = own.error?.issues.map(({ path, message }) => ({ field: path.join("."), key: message })) ?? [];
  return { ok: false, errors: [...errors, ...ownErrors] };
}

/** Registers a party that stands at the door, and notes that it has arrived. For everybody who keeps the door. */
export const registerArrivalsAction = defineFormAction({
  errors: "Errors",
  args: [z.string()],
  authorise: ({ locale, args: [key] }) => permitAtDoor(canRegisterAtDoor, locale, key),
  parse: parseArrivals,
  limits: async ({ granted: { by } }) => [[REGISTERED_AT_DOOR, by.id ?? ""]],
  async run({ locale, args: [key], granted: permit, input: { submission, registration, reason } }) {
    const result = await registerArrivals(permit, { locale, submission, registration, reason });
    if (!result.ok) {
      if (result.reason === "not_found") notFound();
      return refuse(REFUSED_AT_DOOR[result.reason] ?? result.reason);
    }
    const count = registration.people.length;
    const to = routes.door(locale, key, { done: "registered", people: count, code: result.code });
    return { ok: true, to, tags: forumTags(result.slug) };
  },
});

/** How many links somebody may make in an hour. */
const LINKS: Limit = { act: "give-door-link", times: 30, within: 3600 };

/** Makes a link to a forum's door and redirects to the page that shows it this once. */
export const giveDoorLinkAction = defineFormAction({
  errors: "AccountErrors",
  args: [z.string()],
  authorise: ({ locale, args: [forumKey] }) => permitToManage(canGiveDoorLink, locale, forumKey),
  parse: z.object({ holder: PersonName }),
  limits: async ({ granted: { by } }) => [[LINKS, by.id ?? ""]],
  async run({ locale, args: [forumKey], granted: permit, input }) {
    const { id } = await giveDoorLink(permit, input);
    return { ok: true, to: routes.doorLink(locale, forumKey, { given: id }) };
  },
});
