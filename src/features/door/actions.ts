"use server";

import { v5 as uuidOf } from "uuid";
import { z } from "zod";
import { Id } from "@/features/access/schema";
import { type ActionRequest, defineAction, defineFormAction } from "@/features/accounts/action";
import { routes } from "@/i18n/routes";
import type { Limit } from "@/platform/security/rate-limit";
import { type Refused, refuse } from "@/ui/form-answer";
import { permitToKeepDoor } from "./actor";
import { noteEntries } from "./commands";
import type { KeepDoor } from "./policy";
import { DOOR_SENDINGS } from "./rules";
import { ArrivalForm, type Entry, WalkInForm } from "./schema";

const authorise = ({ locale, args: [key] }: ActionRequest<[string, ...unknown[]]>) => permitToKeepDoor(locale, key);

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
    await noteEntries(permit, [{ id, at: new Date().toISOString(), kind: "undone", entries: [entry] }]);
    return { ok: true, to: routes.door(locale, key, { done: "undone" }) };
  },
});
