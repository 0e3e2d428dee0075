import "server-only";
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { env } from "@/platform/env";

/** The first byte of every sealed value: its format, in case there is a later one. */
const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts a value with DATA_KEY: AES-256-GCM (NIST SP 800-38D) with a random nonce. `context` names the row and is
 * authenticated with the value, so that a value moved to another row does not open.
 */
export function seal(value: unknown, context: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", env().DATA_KEY, nonce).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(value), "utf8"), cipher.final()]);
  return new Uint8Array(Buffer.concat([Buffer.from([FORMAT]), nonce, cipher.getAuthTag(), sealed]));
}

/** Opens a value that `seal` sealed for the same context. Throws if the key, the context or the bytes differ. */
export function unseal(bytes: Uint8Array, context: string): unknown {
  const sealed = Buffer.from(bytes);
  if (sealed[0] !== FORMAT) throw new Error("sealed in an unknown way");
  const text = 1 + NONCE_BYTES + TAG_BYTES;
  const decipher = createDecipheriv("aes-256-gcm", env().DATA_KEY, sealed.subarray(1, 1 + NONCE_BYTES))
    .setAAD(Buffer.from(context))
    .setAuthTag(sealed.subarray(1 + NONCE_BYTES, text));
  return JSON.parse(Buffer.concat([decipher.update(sealed.subarray(text)), decipher.final()]).toString("utf8"));
}
