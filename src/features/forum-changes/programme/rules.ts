interface Span {
  startsAt: Date;
  endsAt: Date;
}

/** The most sessions of a forum: enough for a day of parallel tables, and a stop for programs that send the form. */
export const MOST_SESSIONS = 60;

/**
 * Why a session cannot be held like this; null if it can. In a draft any session is accepted that ends after it begins;
 * publishing checks the forum's hours.
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

/** Whether two periods are the same. */
export const isSameTime = (one: Span, other: Span) =>
  one.startsAt.getTime() === other.startsAt.getTime() && one.endsAt.getTime() === other.endsAt.getTime();

/** The condition for parties that chose a session. */
export const choosing = (forumId: string, sessionId: string) => ({
  forumId,
  status: { not: "cancelled" as const },
  anonymisedAt: null,
  participants: { some: { sessionIds: { has: sessionId } } },
});
