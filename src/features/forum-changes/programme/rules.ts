interface Span {
  startsAt: Date;
  endsAt: Date;
}

/** So many parts fill a day of parallel tables; a form that is sent by a program stops there. */
export const MOST_SESSIONS = 60;

/**
 * Why a part of a programme cannot be held so; null: it can. Of a draft anything may be written down that ends after it begins:
 * what lies outside the forum's hours is asked for when it is published.
 */
export function sessionRefusal(
  forum: Span & { status: "draft" | "published" | "cancelled" },
  session: Span,
  now: Date,
): "not_published" | "session_ends_first" | "session_outside" | null {
  if (forum.status === "cancelled" || (forum.status === "published" && forum.endsAt <= now)) return "not_published";
  if (session.endsAt <= session.startsAt) return "session_ends_first";
  if (forum.status === "published" && (session.startsAt < forum.startsAt || session.endsAt > forum.endsAt))
    return "session_outside";
  return null;
}

/** Whether two spans are the same time. */
export const isSameTime = (one: Span, other: Span) =>
  one.startsAt.getTime() === other.startsAt.getTime() && one.endsAt.getTime() === other.endsAt.getTime();

/** The condition that finds parties that chose a session. */
export const choosing = (forumId: string, sessionId: string) => ({
  forumId,
  status: { not: "cancelled" as const },
  anonymisedAt: null,
  participants: { some: { sessionIds: { has: sessionId } } },
});
