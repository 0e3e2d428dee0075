import "server-only";
import { createHash, createHmac } from "node:crypto";
import { env } from "@/platform/env";

/**
 * A link token for one thing: 160 bits of HMAC-SHA-256 over its purpose and id, base64url, keyed by APP_SECRET. Derived,
 * not drawn: a reminder sent weeks later can hold the same link, and no table ever holds a usable token.
 */
export function deriveToken(purpose: string, id: string): string {
  return createHmac("sha256", env().APP_SECRET)
    .update(`${purpose}:${id}`)
    .digest()
    .subarray(0, 20)
    .toString("base64url");
}

/** What is stored of a token: enough to find its row, useless to open it. */
export function hashToken(token: string): Buffer<ArrayBuffer> {
  return createHash("sha256").update(token).digest() as Buffer<ArrayBuffer>;
}
