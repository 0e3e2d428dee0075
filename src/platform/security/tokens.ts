import "server-only";
import { createHash, createHmac, randomBytes } from "node:crypto";
import { env } from "@/platform/env";

function derive(purpose: string, id: string): Buffer {
  return createHmac("sha256", env().APP_SECRET).update(`${purpose}:${id}`).digest();
}

/**
 * A link token: 160 bits of HMAC-SHA-256 over a purpose and an id, base64url, keyed by APP_SECRET. Derived, not random,
 * so that a reminder sent weeks later can contain the same link and no table holds a usable token. `number` counts
 * renewed links, from 1; the first equals the token from before links could be renewed.
 */
export function deriveToken(purpose: string, id: string, number = 1): string {
  return derive(purpose, number === 1 ? id : `${id}:${number}`)
    .subarray(0, 20)
    .toString("base64url");
}

/** 160 bits as bytes: a secret to share with one other party. */
export function deriveSecret(purpose: string, id: string): Buffer {
  return derive(purpose, id).subarray(0, 20);
}

/** Whether a text has the form of a derived token. */
export function looksLikeToken(text: string): boolean {
  return /^[\w-]{27}$/.test(text);
}

/** Six digits to type: a million possibilities, so callers must limit the guesses. */
export function deriveDigits(purpose: string, id: string): string {
  // 48 bits modulo a million: the likelihoods of two digits differ by less than one in 10^8.
  return String(derive(purpose, id).readUIntBE(0, 6) % 1_000_000).padStart(6, "0");
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Ten letters and digits to write down: 50 bits, base32 (RFC 4648). */
export function deriveWord(purpose: string, id: string): string {
  return Array.from(derive(purpose, id).subarray(0, 10), (byte) => BASE32[byte % 32]).join("");
}

/** A random token for use in one browser: 256 bits, base64url. */
export function randomToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What a row of somebody with a link becomes when their link is replaced by the next one, which has `token`. */
export function nextLink(
  { linkNumber, tokenHash }: { linkNumber: number; tokenHash: Uint8Array<ArrayBuffer> },
  token: string,
) {
  return { linkNumber: linkNumber + 1, tokenHash: hashToken(token), formerHashes: { push: tokenHash } };
}

/** The hash of what a form holds, by which the same form is known again. */
export function hashContent(parts: readonly unknown[]): Buffer<ArrayBuffer> {
  return hashToken(JSON.stringify(parts));
}

/** The stored hash of a token: enough to find its row, useless for opening it. */
export function hashToken(token: string): Buffer<ArrayBuffer> {
  return createHash("sha256").update(token).digest() as Buffer<ArrayBuffer>;
}

/** A keyed hash of something private but not secret, e.g. the address of a request. */
export function pseudonymise(purpose: string, text: string): string {
  return derive(purpose, text).subarray(0, 12).toString("base64url");
}
