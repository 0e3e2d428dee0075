import { managesForum, type PermitFor, policy } from "@/features/access/policy";

/** Deciding who arranges a forum, hosts its sessions and interprets, and seeing who does. */
export const canNameResponsible = policy("name_responsible", managesForum);
export type NameResponsible = PermitFor<typeof canNameResponsible>;
