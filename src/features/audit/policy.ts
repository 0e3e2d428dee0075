import { hasRole, type PermitFor, policy } from "@/features/access/policy";

/** Reading the audit log. */
export const canReadAudit = policy("read_audit", (actor, _portal: null) => hasRole(actor, "administrator"));
export type ReadAudit = PermitFor<typeof canReadAudit>;
