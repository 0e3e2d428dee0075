/** What can be printed about the people of a forum: the list for its door, and a sheet for each table. */
export const SHEETS = ["door", "tables"] as const;
export type Sheet = (typeof SHEETS)[number];
