import { HOUR } from "@/i18n/time";
import "server-only";
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { env } from "@/platform/env";

/** After this many milliseconds an opened form is stale. A phone may lie in a bag overnight. */
const VALID_FOR = 48 * HOUR;

function sign(text: string): string {
  return createHmac("sha256", env().APP_SECRET).update(`form:${text}`).digest("base64url").slice(0, 22);
}

/** Makes the stamp of one rendering of a form, for a hidden field. It proves that the sender got the form from us, and when. */
export function createFormToken(now = Date.now()): string {
  const text = `${randomUUID()}.${now.toString(36)}`;
  return `${text}.${sign(text)}`;
}

export type FormToken = { ok: true; id: string } | { ok: false; reason: "forged" | "stale" | "too_fast" };

/**
 * Reads a form's stamp. Refuses stamps that are not ours, are older than two days, or come back sooner than
 * MIN_FILL_SECONDS; a person who was that quick only has to send the form again.
 */
export function readFormToken(stamp: string | undefined, now = Date.now()): FormToken {
  const [id = "", at = "", signature = ""] = (stamp ?? "").split(".");
  const expected = Buffer.from(sign(`${id}.${at}`));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return { ok: false, reason: "forged" };
  const age = now - Number.parseInt(at, 36);
  if (age > VALID_FOR) return { ok: false, reason: "stale" };
  return age < env().MIN_FILL_SECONDS * 1000 ? { ok: false, reason: "too_fast" } : { ok: true, id };
}
