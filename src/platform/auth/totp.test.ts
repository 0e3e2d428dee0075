import { expect, test } from "vitest";
import { checkTotp, describeTotp, totpCode } from "./totp";

/** The secret of RFC 6238, appendix B. */
const SECRET = Buffer.from("12345678901234567890");

test("codes match RFC 6238, with six digits", () => {
  const vectors: [seconds: number, code: string][] = [
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
  ];
  for (const [seconds, code] of vectors) expect(totpCode(SECRET, seconds * 1000)).toBe(code);
});

test("a code is valid in its step and the ones beside it, and only once", () => {
  const now = 1_234_567_890_000;
  const step = Math.floor(now / 30_000);
  const code = totpCode(SECRET, now);
  expect(checkTotp(SECRET, code, 0, now)).toBe(step);
  expect(checkTotp(SECRET, code, 0, now + 30_000)).toBe(step);
  expect(checkTotp(SECRET, code, 0, now - 30_000)).toBe(step);
  expect(checkTotp(SECRET, code, 0, now + 90_000)).toBeNull();
  expect(checkTotp(SECRET, code, step, now)).toBeNull();
  expect(checkTotp(SECRET, totpCode(SECRET, now - 30_000), step, now)).toBeNull();
  expect(checkTotp(SECRET, "000000", 0, now)).toBeNull();
});

test("a generator gets issuer, owner and secret", () => {
  const { uri, letters } = describeTotp(SECRET, "opo@example.org");
  expect(letters).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  expect(uri).toMatch(/^otpauth:\/\/totp\/OmaPolku:opo%40example\.org\?/);
  expect(uri).toContain(`secret=${letters}`);
});
