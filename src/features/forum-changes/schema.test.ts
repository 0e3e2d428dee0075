import { expect, test } from "vitest";
import { MoveSchema } from "./schema";

const move = (startsAt: string) =>
  MoveSchema.safeParse({ startsAt, endsAt: "2027-01-12T19:30", venue: "testitalo", confirmed: "" });

test.each(["2027-01-12T17:30", "٢٠٢٧-٠١-١٢T١٧:٣٠", "۲۰۲۷-۰۱-۱۲T۱۷:۳۰", "၂၀၂၇-၀၁-၁၂T၁၇:၃၀", "๒๐๒๗-๐๑-๑๒T๑๗:๓๐"])(
  "a time can be typed in the digits of any keyboard: %s",
  (moment) => {
    expect(move(moment).data?.startsAt).toEqual(new Date("2027-01-12T15:30:00Z"));
  },
);

test.each([
  "2027-02-30T17:30",
  "2027-13-01T17:30",
  "2027-01-12T25:00",
  "2027-01-12T17:61",
  "2027-03-28T03:30",
  "",
  "12.1.2027",
])("no clock or calendar shows %j", (moment) => {
  expect(move(moment).error?.issues.map(({ message, path }) => [path.join("."), message])).toEqual([
    ["startsAt", "moment_invalid"],
  ]);
});
