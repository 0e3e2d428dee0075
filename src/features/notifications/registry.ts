import { NOTIFICATIONS } from "@/contributions/notifications";
import { type NotificationKind, type Standing, sayInstead } from "./rules";
import type { KnownTemplates, NotificationTemplate } from "./schema";

/** What features declare about their messages, by template. */
const KINDS: Readonly<Record<keyof KnownTemplates, NotificationKind<NotificationTemplate>>> = NOTIFICATIONS;

/** Whether a feature declares a stored message's template. An older release may have written one that no feature has now. */
export function isDeclared(template: string): template is NotificationTemplate {
  return Object.hasOwn(KINDS, template);
}

/** Whether a message must not be missed. */
export function isUrgent(template: NotificationTemplate): boolean {
  return KINDS[template].urgent === true;
}

/** Whether somebody waits for a message in front of the portal. */
export function isAwaited(template: NotificationTemplate): boolean {
  return KINDS[template].awaited === true;
}

/**
 * Which template a stored message may use when it is about to be sent: its own, another, or none (null). None also if
 * no feature declares its template any more.
 */
export function whatToSay(template: string, standing: Standing): NotificationTemplate | null {
  return isDeclared(template) ? sayInstead(template, KINDS[template], standing) : null;
}
