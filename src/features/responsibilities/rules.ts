import type { Role } from "@/features/access/schema";
import type { ResponsibilityKind } from "./schema";

/** The roles that allow each kind; null allows every role. */
const ROLES_OF: Readonly<Record<ResponsibilityKind, readonly Role[] | null>> = {
  // Nobody else can open the forum's workspace.
  arranges: ["counsellor", "staff", "administrator"],
  hosts: null,
  interprets: ["interpreter"],
};

/** Why somebody with these roles cannot do something for a forum, or null if they can. People without a role do not work here. */
export function roleRefusal(
  kind: ResponsibilityKind,
  roles: readonly Role[],
): "person_unknown" | "arranger_role" | "interpreter_role" | null {
  if (roles.length === 0) return "person_unknown";
  const wanted = ROLES_OF[kind];
  if (wanted === null || roles.some((role) => wanted.includes(role))) return null;
  return kind === "arranges" ? "arranger_role" : "interpreter_role";
}
