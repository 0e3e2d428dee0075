import "server-only";
import { DoorOpen, Link as LinkIcon, UserRoundCheck } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import { AttendanceTable } from "@/features/door/components/attendance-table";
import { canGiveDoorLink, canKeepDoor, canSeeAttendance } from "@/features/door/policy";
import { findAttendance, findDoorSubject } from "@/features/door/queries";
import { routes } from "@/i18n/routes";
import { ButtonLink } from "@/ui/button-link";
import { Section } from "@/ui/section";
import { type ManageProps, subjectOf } from "./manage-sections";

/** The ways to the forum's door: the door itself from its day on, and until the day is over a link for somebody else. */
export async function ManageDoor({ locale, forumKey, forum, actor }: ManageProps) {
  const [t, links, door] = await Promise.all([
    getTranslations({ locale, namespace: "Door" }),
    getTranslations({ locale, namespace: "DoorLinks" }),
    findDoorSubject(forum.id),
  ]);
  if (!door || forum.state === "cancelled") return null;
  const gives = door.day !== "after" && Permit.ask(canGiveDoorLink, actor, subjectOf(forum)) !== null;
  const keeps = forum.closedAt === null && Permit.ask(canKeepDoor, actor, door) !== null;
  return (
    <>
      {keeps ? (
        <ButtonLink href={routes.door(locale, forumKey)} kind={door.day === "on" ? "primary" : "secondary"}>
          <DoorOpen aria-hidden className="size-5" />
          {t("title")}
        </ButtonLink>
      ) : null}
      {gives ? (
        <ButtonLink href={routes.doorLink(locale, forumKey)} kind="secondary">
          <LinkIcon aria-hidden className="size-5" />
          {links("title")}
        </ButtonLink>
      ) : null}
    </>
  );
}

/** How many came, once somebody has kept the door. */
export async function ManageAttendance({ locale, forum, actor }: ManageProps) {
  const permit = Permit.ask(canSeeAttendance, actor, subjectOf(forum));
  const attendance = permit && (await findAttendance(permit));
  if (!attendance) return null;
  const t = await getTranslations({ locale, namespace: "Attendance" });
  return (
    <Section id="attendance" title={t("title")} icon={<UserRoundCheck aria-hidden />}>
      <AttendanceTable locale={locale} attendance={attendance} over={forum.state === "past"} />
    </Section>
  );
}
