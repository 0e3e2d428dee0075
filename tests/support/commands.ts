import { randomUUID } from "node:crypto";
import { moveForum } from "@/features/forum-changes/commands";
import { canChangeForum } from "@/features/forum-changes/policy";
import { cancelRegistration, register } from "@/features/registration/commands";
import { createVenue } from "@/features/venues/commands";
import { canCreateVenue } from "@/features/venues/policy";
import { db, transaction } from "@/platform/db/client";
import { sendJobs } from "@/platform/jobs/send";
import { party } from "./parties";
import { forumSubject, permitted } from "./permits";

// Fixtures of browser tests, written by the portal's own commands to the database of the portal under test. The commands run in
// the test's process, as they do in a script.

/** Gives this process the settings of the portal under test, except its log. Returns the database. */
function portalDatabase() {
  Object.assign(process.env, JSON.parse(process.env.PORTAL_SETTINGS ?? "{}"), { LOG_LEVEL: "silent" });
  return db();
}

/** Creates a venue of the tests' organisation in a municipality, given by its key. Returns its slug. */
export async function makeVenue(name: string, municipalityKey: string): Promise<string> {
  const { id: organisationId } = await portalDatabase().organisation.findUniqueOrThrow({ where: { slug: "testi" } });
  const made = await createVenue(permitted(canCreateVenue, { organisationId }), {
    ...{ name, online: false, municipalityKey, streetAddress: "Koulutie 1", postalCode: "01300" },
    ...{ latitude: null, longitude: null },
    ...{ language: "fi", accessibility: "", directions: "" },
  });
  if (!made.ok) throw new Error(made.reason);
  return made.slug;
}

/** Moves a forum to another venue at the same time. */
export async function moveTo(venueSlug: string, forumId: string): Promise<void> {
  const { startsAt, endsAt } = await portalDatabase().forum.findUniqueOrThrow({ where: { id: forumId } });
  const moved = await moveForum(permitted(canChangeForum, forumSubject(forumId)), { startsAt, endsAt, venueSlug });
  if (!moved.ok) throw new Error(moved.reason);
}

/** Registers a party of one, on the waiting list if the forum is full. Returns the token of its link. */
export async function registerSomebody(slug: string): Promise<string> {
  portalDatabase();
  const command = { slug, locale: "fi", submission: randomUUID(), acceptWaiting: true, registration: party() } as const;
  const result = await register(command);
  if (!result.ok) throw new Error(result.reason);
  return result.token;
}

/** Cancels a registration as of a past moment, so that the resulting offers are as old. */
export async function cancelAt(token: string, at: Date): Promise<void> {
  portalDatabase();
  const cancelled = await cancelRegistration({ token }, at);
  if (!cancelled.ok) throw new Error(cancelled.reason);
}

/** Queues the job that ends unanswered offers, which the worker otherwise runs every minute. */
export async function askToEndOffers(): Promise<void> {
  portalDatabase();
  await transaction((tx) => sendJobs(tx, "expire-offers", [{}]));
}
