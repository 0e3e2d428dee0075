import { has, type PermitFor, policy } from "@/features/access/policy";
import { DUTIES } from "@/features/access/schema";

/** Whom something of an account belongs to. */
interface Owner {
  userId: string;
}

/** Everything about one's own account, once signed in completely. */
export const ownAccount = policy(
  "own_account",
  (actor, { userId }: Owner) => actor.kind === "user" && actor.cleared && actor.id === userId,
);
export type OwnAccount = PermitFor<typeof ownAccount>;

/** Adding or showing one's own second factor, and signing out: all that a session without it may do. */
export const passSecondFactor = policy(
  "pass_second_factor",
  (actor, { userId }: Owner) => actor.kind === "user" && actor.id === userId,
);
export type PassSecondFactor = PermitFor<typeof passSecondFactor>;

/** The page of one's work. */
export const openWorkspace = policy("open_workspace", (actor, _portal: null) => has(actor, ...DUTIES));
export type OpenWorkspace = PermitFor<typeof openWorkspace>;
