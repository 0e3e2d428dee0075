const DAY = 86_400;

/** What a stranger may do how often: `times` within so many seconds. `act` names it. */
export interface Limit {
  act: string;
  times: number;
  within: number;
}

/** A counsellor's classroom behind one address, each pupil with a few attempts, is well within it. */
export const ATTEMPTS: Limit = { act: "register", times: 200, within: 600 };
/** A helper with a link phones one family after the other. */
export const ON_BEHALF: Limit = { act: "register-behalf", times: 120, within: 3600 };
/** Anyone who has a ticket's link may change their mind often, but not endlessly. */
export const TICKET_CHANGES: Limit = { act: "ticket", times: 60, within: 3600 };

/**
 * Registrations by one opening of a form, one after the other was cancelled: a program has to open a form for every third party at
 * least.
 */
export const FORM_SENT: Limit = { act: "form", times: 3, within: 2 * DAY };

/** What parties may register, or change, for one mail address or phone number in a day. Families share a phone. */
export const REGISTRATIONS_TO_ONE: Limit = { act: "register-to", times: 6, within: DAY };
export const CHANGES_TO_ONE: Limit = { act: "change-to", times: 12, within: DAY };
/** New links of one ticket in a day: each is told to the party. */
export const RENEWALS: Limit = { act: "renew", times: 6, within: DAY };
/** A tutor may give their own phone for families that have none. */
export const HELPED_TO_ONE: Limit = { act: "behalf-to", times: 60, within: DAY };

/**
 * The same from everywhere, counted apart: twice as much, so that one network alone, which is held at the limit itself, does
 * not use up what the owner of an address has left.
 */
export function fromEverywhere({ act, times, within }: Limit): Limit {
  return { act: `${act}-all`, times: times * 2, within };
}

/** Seats that one network may take in any forum, and the most it may take in a large one. Two large families; three classes. */
const FEWEST_SEATS = 16;
const MOST_SEATS = 100;

/**
 * People whom strangers of one network may register for one forum in a day, waiting or with a seat: three quarters of its
 * seats. A class of thirty at school gets into an evening of forty; anyone who wants to keep everybody else out finds a quarter
 * of it closed to them, and the coordinator a day to see it. Anyone who holds a helper's link is not counted.
 */
export function seatsFromOneNetwork(capacity: number | null): Limit {
  const share = capacity === null ? MOST_SEATS : Math.floor(capacity * 0.75);
  return { act: "seats", times: Math.min(MOST_SEATS, Math.max(FEWEST_SEATS, share)), within: DAY };
}
