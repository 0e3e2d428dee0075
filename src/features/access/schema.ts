import { z } from "zod";

/** What someone does in the network. Everybody who signs in is also a participant. */
export const ROLES = ["peer_tutor", "interpreter", "translator", "counsellor", "staff", "administrator"] as const;
export type Role = (typeof ROLES)[number];
export const Role = z.enum(ROLES);

/** Roles that can open nothing without a second factor. */
export const SECOND_FACTOR_ROLES: readonly Role[] = ["counsellor", "staff", "administrator"];

/** The id of a row, in the spelling in which ids are compared. PostgreSQL would accept others too. */
export const Id = z.string().toLowerCase().pipe(z.uuid());

/** The request behind an action, for the audit log. */
export interface RequestTrace {
  /** The proxy's X-Request-Id, which also stands in the proxy's log; otherwise our own id. */
  id: string;
  /** Keyed hash of the visitor's address. */
  addressHash: string;
}

/** A signed-in user, as the database has them at this moment. */
export interface UserActor {
  kind: "user";
  id: string;
  email: string;
  name: string | null;
  roles: readonly Role[];
  /** The organisations that they work for. */
  organisationIds: readonly string[];
  /** The forums that they arrange. Forums in which they only interpret are not among these. */
  forumIds: readonly string[];
  /** The sessions that they host, or interpret in. */
  forumSessionIds: readonly string[];
  /** The sessions that they host. */
  hostedSessionIds: readonly string[];
  /** The peer groups that they lead. */
  ledGroupIds: readonly string[];
  /** False until they have added or shown their second factor; until then they can open nothing. */
  cleared: boolean;
  trace: RequestTrace | null;
}

/** Someone who holds a link that lets them do one thing without an account. */
interface LinkHolder {
  kind: "link";
  id: string;
  holder: string;
  trace: RequestTrace | null;
}

/** Someone whose link lets them translate into one language: one text, or all texts of one forum. */
export interface TranslatorActor extends LinkHolder {
  link: "translator";
  forumId: string | null;
  itemId: string | null;
  language: string;
}

/** Someone whose link shows them one text before it is published. */
export interface PreviewActor extends LinkHolder {
  link: "preview";
  /** It is for a text, and for nothing of a forum. */
  forumId: null;
  itemId: string;
}

type LinkActor =
  | (LinkHolder & {
      link: "helper" | "coordinator" | "door";
      /** The one forum it is for; null for every forum that takes registrations. A door's link is always for one. */
      forumId: string | null;
    })
  | TranslatorActor
  | PreviewActor;

/** Who acts. The holder of a registration's link acts as its party: the token is the proof, and no actor is needed. */
export type Actor =
  | UserActor
  | LinkActor
  | { kind: "stranger"; id: null; trace: RequestTrace | null }
  | { kind: "system"; id: string; trace: null };

/** The portal itself: scheduled jobs and the command line, by the name of what runs. */
export function system(name: string): Actor {
  return { kind: "system", id: name, trace: null };
}
