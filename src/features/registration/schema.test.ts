import { describe, expect, test } from "vitest";
import type { FormValues } from "@/ui/form-answer";
import { parseRegistration } from "./schema";

const good: FormValues = {
  submission: "018f4e9a-7c1e-4b6a-9d3e-0a1b2c3d4e5f",
  consent: "on",
  "people.0.name": "Hodan",
  "people.0.role": "parent",
  "people.0.language": "so",
  phone: "040 123 4567",
  messageLocale: "so",
  contactWay: "read",
};

function input(values: FormValues) {
  const parsed = parseRegistration({ ...good, ...values }, "new");
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.input.registration;
}

function errors(values: FormValues, countries?: string[]) {
  const parsed = parseRegistration({ ...good, ...values }, "new", { countries });
  return parsed.ok ? [] : parsed.errors.map(({ field, key }) => `${field}: ${key}`);
}

describe("what is accepted", () => {
  test("phone numbers in any usual format, stored as E.164", () => {
    expect(input({}).phone).toBe("+358401234567");
    expect(input({ phone: "٠٤٠١٢٣٤٥٦٧" }).phone).toBe("+358401234567");
    expect(input({ phone: "+46 70 123 45 67" }).phone).toBe("+46701234567");
    for (const phone of [
      "۰۴۰۱۲۳۴۵۶۷",
      "０４０１２３４５６７",
      "०४०१२३४५६७",
      "০৪০১২৩৪৫৬৭",
      "၀၄၀၁၂၃၄၅၆၇",
      "๐๔๐๑๒๓๔๕๖๗",
      "០៤០១២៣៤៥៦៧",
      "+၃၅၈ ၄၀ ၁၂၃ ၄၅၆၇",
      "0358401234567",
      "0358 40 123 4567",
      "00358401234567",
      "+358 (0)40 123 4567",
    ])
      expect(input({ phone }).phone).toBe("+358401234567");
  });

  test("mail addresses with other letters in their domain", () => {
    expect(input({ email: "Posti@Järjestö.fi" }).email).toBe("posti@xn--jrjest-bua3m.fi");
    expect(input({ email: "info@مثال.إختبار" }).email).toBe("info@xn--mgbh0fb.xn--kgbechtv");
  });

  test("names in any script, without characters that reverse a line", () => {
    expect(input({ "people.0.name": "  Nguyễn   Văn\u0000 A " }).people[0]?.name).toBe("Nguyễn Văn A");
    expect(input({ "people.0.name": "\u202Eevil\u2066" }).people[0]?.name).toBe("evil");
    expect(input({ "people.0.name": "👩‍👧 أم ليلى" }).people[0]?.name).toBe("👩‍👧 أم ليلى");
    expect(input({ "people.0.name": "<script>alert(1)</script>" }).people[0]?.name).toBe("<script>alert(1)</script>");
  });

  test.each(["٣", "۳", "३", "৩", "၃", "๓", "៣", "３"])("an age in the digits of another script: %s", (age) => {
    expect(input({ "child.0": age }).childAges).toEqual([3]);
  });

  test("ages in Persian digits, without empty boxes", () => {
    expect(input({ "child.0": "۳", "child.2": "11" }).childAges).toEqual([3, 11]);
  });

  test("a screenshot instead of an address", () => {
    expect(input({ phone: "", screenshot: "on" })).toMatchObject({ phone: null, email: null, screenshot: true });
  });

  test("further people only if something was filled in", () => {
    const people = input({
      "people.1.language": "fi",
      "people.3.name": "Abdi",
      "people.3.role": "student",
      "people.3.language": "fi",
    }).people;
    expect(people.map(({ name }) => name)).toEqual(["Hodan", "Abdi"]);
  });
});

describe("what is refused, and beside which field", () => {
  test.each<[FormValues, string]>([
    [{ "people.0.name": " \u200E " }, "people.0.name: name_required"],
    [{ "people.0.name": "x".repeat(81) }, "people.0.name: name_long"],
    [{ "people.0.role": "king" }, "people.0.role: role_invalid"],
    [{ "people.0.language": "tlh" }, "people.0.language: language_invalid"],
    [
      { "people.2.interpretation": "on", "people.2.role": "parent", "people.2.language": "so" },
      "people.2.name: person_name_required",
    ],
    [{ phone: "12" }, "phone: phone_invalid"],
    [{ phone: "call me" }, "phone: phone_invalid"],
    [{ phone: "12345" }, "phone: phone_invalid"],
    [{ phone: "112" }, "phone: phone_invalid"],
    [{ phone: "+1 900 555 0199" }, "phone: phone_paid"],
    [{ phone: "0600 123 45" }, "phone: phone_paid"],
    [{ phone: "+44 70 1234 5678" }, "phone: phone_paid"],
    [{ guardian: "0700 123 123" }, "guardian: guardian_invalid"],
    [{ email: "a@ä" }, "email: email_invalid"],
    [{ email: "päivi@example.org" }, "email: email_letters"],
    [{ email: "ليلى@مثال.إختبار" }, "email: email_letters"],
    [{ email: "hodan٢@example.org" }, "email: email_letters"],
    [{ email: "ليلى@" }, "email: email_invalid"],
    [{ email: "ليلى ليلى@example.org" }, "email: email_invalid"],
    [{ guardian: "ليلى@example.org" }, "guardian: guardian_invalid"],
    [{ email: "a@１２７.0.0.1" }, "email: email_invalid"],
    [{ phone: "" }, "phone: reach_required"],
    [{ email: "a@b" }, "email: email_invalid"],
    [{ email: "a@b.fi\nBcc: c@d.fi" }, "email: email_invalid"],
    [{ messageLocale: "xx" }, "messageLocale: locale_invalid"],
    [{ contactWay: "shout" }, "contactWay: contact_way_invalid"],
    [{ contactWay: "call", phone: "", email: "a@b.fi" }, "contactWay: contact_way_call"],
    [{ "child.1": "13" }, "child.1: age_invalid"],
    [{ "child.1": "-1" }, "child.1: age_invalid"],
    [{ question: "؟".repeat(301) }, "question: question_long"],
    [{ question: "a".repeat(2000) }, "question: question_long"],
    [{ consent: "" }, "consent: consent_required"],
  ])("%j", (values, error) => {
    expect(errors(values)).toEqual([error]);
  });

  test("phone numbers of countries to which no messages go", () => {
    expect(errors({ phone: "+7 916 123 45 67" })).toEqual([]);
    expect(errors({ phone: "+7 916 123 45 67" }, ["FI", "AX"])).toEqual(["phone: phone_country"]);
    expect(errors({ phone: "+1 212 555 0199" }, ["FI", "CA"])).toEqual(["phone: phone_country"]);
    expect(errors({ phone: "+800 1234 5678" }, ["FI"])).toEqual(["phone: phone_country"]);
    for (const phone of ["040 123 4567", "018 12 345", ""])
      expect(errors({ phone, screenshot: "on" }, ["FI", "AX"])).toEqual([]);
  });

  test.each([
    0x200b, 0x200c, 0x200d, 0x2060, 0x00ad, 0x3164, 0x2800, 0x115f, 0x1160, 0xffa0, 0x180e, 0x034f, 0x061c, 0x0301,
    0xfe0f, 0xe0041,
  ])("an invisible name: character %d", (point) => {
    const name = String.fromCodePoint(point);
    expect(errors({ "people.0.name": `${name} ${name}` })).toEqual(["people.0.name: name_required"]);
    expect(errors({ "people.1.name": name, "people.1.role": "parent", "people.1.language": "so" })).toEqual([
      "people.1.name: person_name_required",
    ]);
  });

  test("an empty form names every required field", () => {
    const parsed = parseRegistration({}, "new");
    expect(parsed.ok ? [] : parsed.errors.map(({ field }) => field)).toEqual(
      expect.arrayContaining([
        "people.0.name",
        "people.0.role",
        "people.0.language",
        "messageLocale",
        "contactWay",
        "consent",
      ]),
    );
  });
});
