import "server-only";
import { Secret, TOTP } from "otpauth";

const STEP = 30;

function generator(secret: Buffer, label = ""): TOTP {
  const bytes = new Uint8Array(secret);
  // SHA-1 is what every generator supports; HMAC does not depend on what is broken in it (RFC 6238, RFC 4226).
  return new TOTP({
    issuer: "OmaPolku",
    label,
    algorithm: "SHA1",
    digits: 6,
    period: STEP,
    secret: new Secret({ buffer: bytes.buffer }),
  });
}

/** The otpauth address that a generator reads from a QR code, and its secret in letters for typing. */
export function describeTotp(secret: Buffer, label: string): { uri: string; letters: string } {
  const totp = generator(secret, label);
  return { uri: totp.toString(), letters: totp.secret.base32 };
}

/** The code at a moment, given in milliseconds. */
export function totpCode(secret: Buffer, now = Date.now()): string {
  return generator(secret).generate({ timestamp: now });
}

/**
 * The time step that a six-digit code belongs to; null when it is wrong. The steps before and after count too, as clocks
 * differ. Refuses `lastStep` and every step before it: no code is accepted twice (RFC 6238, section 5.2).
 */
export function checkTotp(secret: Buffer, code: string, lastStep: number, now = Date.now()): number | null {
  const delta = generator(secret).validate({ token: code, timestamp: now, window: 1 });
  if (delta === null) return null;
  const step = Math.floor(now / 1000 / STEP) + delta;
  return step > lastStep ? step : null;
}
