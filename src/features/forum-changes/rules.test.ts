import { expect, test } from "vitest";
import { reminderDue } from "./rules";

const startsAt = new Date("2027-03-10T15:30:00Z");

test.each([
  [8, null],
  [7, "reminder_week"],
  [6.5, "reminder_week"],
  [5, null],
  [1.01, null],
  [1, "reminder_day"],
  [0.1, "reminder_day"],
  [0, null],
  [-1, null],
])("%s days before the forum", (days, template) => {
  expect(reminderDue(startsAt, new Date(startsAt.getTime() - days * 86_400_000))?.template ?? null).toBe(template);
});
