import "server-only";
import { Secret, TOTP } from "otpauth";

const STEP = 30;

function generator(secret: Buffer, label = ""): TOTP {
  const bytes = new Uint8Array(secret);
  // All generators support SHA-1, and its weaknesses do not affect HMAC (RFC 6238, RFC 4226).
  return new TOTP({
    issuer: "OmaPolku",
    label,
    algorithm: "SHA1",
    digits: 6,
    period: STEP,
    secret: new Secret({ buffer: bytes.buffer }),
  });
}

/** The otpauth address for a generator to scan as a QR code, and its secret in letters to type. */
export function describeTotp(secret: Buffer, label: string): { uri: string; letters: string } {
  const totp = generator(secret, label);
  return { uri: totp.toString(), letters: totp.secret.base32 };
}

/** The code at a time in milliseconds. */
export function totpCode(secret: Buffer, now = Date.now()): string {
  return generator(secret).generate({ timestamp: now });
}

/**
 * The time step of a six-digit code; null if the code is wrong. The steps before and after count too, because clocks
 * differ. Refuses `lastStep` and all earlier steps, so that no code works twice (RFC 6238, section 5.2).
 */
export function checkTotp(secret: Buffer, code: string, lastStep: number, now = Date.now()): number | null {
  const delta = generator(secret).validate({ token: code, timestamp: now, window: 1 });
  if (delta === null) return null;
  const step = Math.floor(now / 1000 / STEP) + delta;
  return step > lastStep ? step : null;
}
