const DAY = 86_400;

/** Enough for a counsellor's class behind one address, each pupil with a few attempts. */
export const ATTEMPTS = { act: "register", times: 200, within: 600 };
/** Enough for a helper with a link who phones one family after another. */
export const ON_BEHALF = { act: "register-behalf", times: 120, within: 3600 };
/** Holders of a ticket's link may change their mind often, but not endlessly. */
export const TICKET_CHANGES = { act: "ticket", times: 60, within: 3600 };

/**
 * How many registrations one rendering of a form allows, each after the last was cancelled. So a program must open a
 * form for every third party at least.
 */
export const FORM_SENT = { act: "form", times: 3, within: 2 * DAY };

/** How many parties may register or change with one mail address or phone number in a day. Families share a phone. */
export const REGISTRATIONS_TO_ONE = { act: "register-to", times: 6, within: DAY };
export const CHANGES_TO_ONE = { act: "change-to", times: 12, within: DAY };
/** How many new links a ticket can get in a day; the party is told of each. */
export const RENEWALS = { act: "renew", times: 6, within: DAY };
/** A tutor may give their own phone for families that have none. */
export const HELPED_TO_ONE = { act: "behalf-to", times: 60, within: DAY };

/**
 * Whether the form asks for the ages of children. A party that is waiting for childcare can still keep its request or
 * give it up after staff have removed the childcare.
 */
export function asksChildcare(forum: { childcareCapacity: number | null }, asked: readonly number[] = []): boolean {
  return forum.childcareCapacity !== null || asked.length > 0;
}

/** The fewest seats of any forum that one network may take, and the most of a large one. Two large families; three classes. */
const FEWEST_SEATS = 16;
const MOST_SEATS = 100;

/**
 * How many people strangers from one network may register for a forum in a day, with a seat or waiting: three quarters
 * of its seats. A class of thirty gets into an evening of forty. Somebody who wants to keep everybody else out cannot
 * get the last quarter, and the coordinator has a day to notice. Holders of a helper's link are not counted.
 */
export function seatsFromOneNetwork(capacity: number | null): { act: string; times: number; within: number } {
  const share = capacity === null ? MOST_SEATS : Math.floor(capacity * 0.75);
  return { act: "seats", times: Math.min(MOST_SEATS, Math.max(FEWEST_SEATS, share)), within: DAY };
}
