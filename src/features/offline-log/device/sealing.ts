/** Something encrypted, as the device stores it. */
export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

const ALGORITHM = "AES-GCM";

/** A new key that no script can read out, not even ours. It can be stored in the browser's database. */
export function makeKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: ALGORITHM, length: 256 }, false, ["encrypt", "decrypt"]);
}

/** Encrypts a value, with a new initialisation vector (NIST SP 800-38D, 8.2.2). */
export async function sealValue(key: CryptoKey, value: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(value));
  return { iv, data: await crypto.subtle.encrypt({ name: ALGORITHM, iv }, key, text) };
}

/** Decrypts a value. Throws if it is not whole or another key has sealed it. */
export async function unsealValue<Value>(key: CryptoKey, { iv, data }: Sealed): Promise<Value> {
  const text = await crypto.subtle.decrypt({ name: ALGORITHM, iv }, key, data);
  return JSON.parse(new TextDecoder().decode(text));
}

/** A name that does not give away a door's key: a part of its SHA-256. */
export async function nameOfKey(doorKey: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(doorKey)));
  return [...hash.slice(0, 12)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
