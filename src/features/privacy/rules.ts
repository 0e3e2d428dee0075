/**
 * How many days after its end a forum's personal data is removed by default. A test keeps it equal to the default of
 * `Forum.retentionDays`.
 */
export const DEFAULT_RETENTION_DAYS = 30;

/** The limit of one-click stops from one network: a mail provider sends the clicks of all its customers. */
export const ONE_CLICKS = { act: "one-click", times: 600, within: 600 };
