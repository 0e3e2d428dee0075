import { managesForum, type PermitFor, policy } from "@/features/access/policy";

/** Seeing how many people of a forum have which diet and access needs. */
export const canCountNeeds = policy("count_needs", managesForum);
export type CountForumNeeds = PermitFor<typeof canCountNeeds>;

/** Taking data of a forum's people out of the portal as a table, for a purpose that is recorded. */
export const canExportPeople = policy("export_people", managesForum);
export type ExportPeople = PermitFor<typeof canExportPeople>;
