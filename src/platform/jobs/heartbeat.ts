/** How often a worker reports that it is alive, and when a silent one counts as gone, in milliseconds. */
export const HEARTBEAT_EVERY = 10_000;
export const HEARTBEAT_LOST_AFTER = 45_000;
