/**
 * Days after its end at which a forum's personal data is removed, unless the forum has a time of its own: the default of
 * `Forum.retentionDays`, which a test holds to this number.
 */
export const DEFAULT_RETENTION_DAYS = 30;
