// A limit that devices know without the schema, which would bring zod with it. A test compares them.

/** The most people that one entry counts as walk-ins. */
export const MOST_WALK_INS = 50;
