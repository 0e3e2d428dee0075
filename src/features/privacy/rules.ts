/**
 * Days after its end at which a forum's personal data is removed, unless the forum has a time of its own: the default of
 * `Forum.retentionDays`, which a test holds to this number.
 */
export const DEFAULT_RETENTION_DAYS = 30;

/** Announcements stopped by one click from one network: a mail provider sends the clicks of all its customers. */
export const ONE_CLICKS = { act: "one-click", times: 600, within: 600 };
