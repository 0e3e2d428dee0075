import { expect, test } from "vitest";
import { DetailsSchema } from "./schema";

const DETAILS = {
  kind: "family_evening",
  registrationClosesAt: "2027-03-02T15:30",
  contactName: "Testaaja",
  contactEmail: "testaaja@example.org",
  contactPhone: "",
  contactLocale: "fi",
};

/** The errors by field after this change. */
const said = (change: Partial<typeof DETAILS>) =>
  DetailsSchema.safeParse({ ...DETAILS, ...change }).error?.issues.map(({ path, message }) => [path[0], message]);

test("times accept the digits of any keyboard, and addresses the letters of any domain", () => {
  const read = DetailsSchema.parse({
    ...DETAILS,
    registrationClosesAt: "٢٠٢٧-٠٣-٠٢T١٥:٣٠",
    contactEmail: "Testaaja@münchen.de",
  });
  expect(read.registrationClosesAt).toEqual(new Date("2027-03-02T13:30:00Z"));
  expect(read.contactEmail).toBe("testaaja@xn--mnchen-3ya.de");
  expect(DetailsSchema.parse({ ...DETAILS, registrationClosesAt: "" }).registrationClosesAt).toBeNull();
});

test.each([
  [{ registrationClosesAt: "2027-02-30T15:30" }, "registrationClosesAt", "moment_invalid"],
  [{ contactName: "\u200B\u2066" }, "contactName", "name_needed"],
  [{ contactEmail: "почта@example.org" }, "contactEmail", "email_letters"],
  [{ contactEmail: "testaaja" }, "contactEmail", "email_invalid"],
])("%j is refused beside its field", (change, field, message) => {
  expect(said(change)).toEqual([[field, message]]);
});
