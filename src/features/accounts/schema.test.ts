import { expect, test } from "vitest";
import { CodeSchema, NextPath, PersonName, SecondFactorSchema, SignInSchema } from "./schema";

test("an address is valid in any case, and nothing else is an address", () => {
  expect(SignInSchema.parse({ email: "  Hodan@Example.ORG " })).toEqual({ email: "hodan@example.org" });
  expect(SignInSchema.parse({ email: "Posti@JÄRJESTÖ.fi" })).toEqual({ email: "posti@xn--jrjest-bua3m.fi" });
  for (const email of ["", "hodan", "a@b", "a b@example.org", `${"x".repeat(250)}@example.org`, undefined])
    expect(SignInSchema.safeParse({ email }).error?.issues[0]?.message).toBe("email_invalid");
});

test("an address with other letters before the @ is refused with its own message", () => {
  for (const email of ["päivi@example.org", "ליאת@example.org", "ليلى@مثال.إختبار", "hodan२@example.org"])
    expect(SignInSchema.safeParse({ email }).error?.issues.map(({ message }) => message)).toEqual(["email_letters"]);
});

test("a code can be typed in the digits of any keyboard, with spaces", () => {
  for (const code of [
    "123456",
    " 123 456 ",
    "١٢٣٤٥٦",
    "۱۲۳۴۵۶",
    "१२३४५६",
    "১২৩৪৫৬",
    "၁၂၃၄၅၆",
    "๑๒๓๔๕๖",
    "១២៣៤៥៦",
    "１２３４５６",
    "123-456",
  ])
    expect(CodeSchema.parse({ code })).toEqual({ code: "123456" });
  for (const code of ["", "12345", "1234567", "abcdef", "1".repeat(50), undefined])
    expect(CodeSchema.safeParse({ code }).success).toBe(false);
});

test("a second factor is six digits, or a recovery code in any case and spacing", () => {
  expect(SecondFactorSchema.parse({ code: "۱۲۳ ۴۵۶" })).toEqual({ code: "123456" });
  expect(SecondFactorSchema.parse({ code: "abcde fgh23" })).toEqual({ code: "ABCDEFGH23" });
  for (const code of ["", "ABCDEFGH01", "1234567", "ABCDEFGHIJK", "'; --"])
    expect(SecondFactorSchema.safeParse({ code }).error?.issues[0]?.message).toBe("factor_invalid");
});

test("a name stays on one line and cannot reverse the text around it", () => {
  expect(PersonName.parse(" Aino \u202e\n Ylläpitäjä ")).toBe("Aino Ylläpitäjä");
  expect(PersonName.parse("سامر حداد")).toBe("سامر حداد");
  for (const name of ["", "   ", "\u202e", "x".repeat(101)]) expect(PersonName.safeParse(name).success).toBe(false);
});

test.each([
  ["/fi/desk", "/fi/work"],
  ["/fi/desk?done=changed", "/fi/work?done=changed"],
  ["/fi/desk/users/7?page=2", "/fi/work/users/7?page=2"],
  ["/ar/desk/invitations", "/ar/work/invitations"],
  ["/ar/desk/audit?about=x", "/ar/work/audit?about=x"],
  ["/so/desk/perheilta-tikkurila", "/so/manage/perheilta-tikkurila"],
  ["/so/desk/userspace/limits", "/so/manage/userspace/limits"],
  ["/fi/desktop", "/fi/desktop"],
])("an old message that leads to %s redirects to %s", (former, present) => {
  expect(NextPath.parse(former)).toBe(present);
});

test("signing in never redirects to another site", () => {
  for (const path of ["/fi", "/ar/me", "/fi/work/users?page=2", "/so/manage/perheilta-tikkurila"])
    expect(NextPath.parse(path)).toBe(path);
  for (const path of [
    "//evil.example",
    "/fi//evil.example",
    "https://evil.example",
    "/xx/me",
    "/fi/\\evil",
    "/fi/@x",
    "javascript:1",
  ])
    expect(NextPath.parse(path)).toBeUndefined();
});
