import { NOTIFICATIONS } from "@/contributions/notifications";
import { type NotificationKind, type Standing, sayInstead } from "./rules";
import type { KnownTemplates, NotificationTemplate } from "./schema";

/** What each feature declares of the messages that it causes, by template. */
const KINDS: Readonly<Record<keyof KnownTemplates, NotificationKind<NotificationTemplate>>> = NOTIFICATIONS;

/** Whether a feature declares a stored message's template: an older release may have written one that none does any more. */
export function isDeclared(template: string): template is NotificationTemplate {
  return Object.hasOwn(KINDS, template);
}

/** Whether a message must not be missed. */
export function isUrgent(template: NotificationTemplate): boolean {
  return KINDS[template].urgent === true;
}

/**
 * What a stored message may say when it is about to leave: what it was written to say, another message in its place, or
 * nothing (null). Nothing either where no feature declares its template any more.
 */
export function whatToSay(template: string, standing: Standing): NotificationTemplate | null {
  return isDeclared(template) ? sayInstead(template, KINDS[template], standing) : null;
}
