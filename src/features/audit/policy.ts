import { has, type PermitFor, policy } from "@/features/access/policy";

/** Reading who did what. */
export const readAudit = policy("read_audit", (actor, _portal: null) => has(actor, "administrator"));
export type ReadAudit = PermitFor<typeof readAudit>;
