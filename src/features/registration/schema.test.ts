import { describe, expect, test } from "vitest";
import { type FormValues, parseRegistration } from "./schema";

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

function errors(values: FormValues) {
  const parsed = parseRegistration({ ...good, ...values }, "new");
  return parsed.ok ? [] : parsed.errors.map(({ field, key }) => `${field}: ${key}`);
}

describe("what is accepted", () => {
  test("phone numbers in any usual writing, stored as E.164", () => {
    expect(input({}).phone).toBe("+358401234567");
    expect(input({ phone: "٠٤٠١٢٣٤٥٦٧" }).phone).toBe("+358401234567");
    expect(input({ phone: "+46 70 123 45 67" }).phone).toBe("+46701234567");
  });

  test("names in any script, without what could turn a line around", () => {
    expect(input({ "people.0.name": "  Nguyễn   Văn\u0000 A " }).people[0]?.name).toBe("Nguyễn Văn A");
    expect(input({ "people.0.name": "\u202Eevil\u2066" }).people[0]?.name).toBe("evil");
    expect(input({ "people.0.name": "👩‍👧 أم ليلى" }).people[0]?.name).toBe("👩‍👧 أم ليلى");
    expect(input({ "people.0.name": "<script>alert(1)</script>" }).people[0]?.name).toBe("<script>alert(1)</script>");
  });

  test("ages in Persian digits, empty boxes left out", () => {
    expect(input({ "child.0": "۳", "child.2": "11" }).childAges).toEqual([3, 11]);
  });

  test("a screenshot instead of an address", () => {
    expect(input({ phone: "", screenshot: "on" })).toMatchObject({ phone: null, email: null, screenshot: true });
  });

  test("further people only where something was filled in", () => {
    const people = input({
      "people.1.language": "fi",
      "people.3.name": "Abdi",
      "people.3.role": "student",
      "people.3.language": "fi",
    }).people;
    expect(people.map(({ name }) => name)).toEqual(["Hodan", "Abdi"]);
  });
});

describe("what is refused, beside which field", () => {
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
    [{ phone: "" }, "phone: reach_required"],
    [{ email: "a@b" }, "email: email_invalid"],
    [{ email: "a@b.fi\nBcc: c@d.fi" }, "email: email_invalid"],
    [{ messageLocale: "xx" }, "messageLocale: locale_invalid"],
    [{ contactWay: "shout" }, "contactWay: contact_way_invalid"],
    [{ contactWay: "call", phone: "", email: "a@b.fi" }, "contactWay: contact_way_call"],
    [{ "child.1": "13" }, "child.1: age_invalid"],
    [{ "child.1": "-1" }, "child.1: age_invalid"],
    [{ consent: "" }, "consent: consent_required"],
  ])("%j", (values, error) => {
    expect(errors(values)).toEqual([error]);
  });

  test("an empty form names every field that needs something", () => {
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
