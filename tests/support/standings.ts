import { expect, test } from "vitest";
import { whatToSay } from "@/features/notifications/registry";
import type { ForumMoment, MeetingMoment, Standing } from "@/features/notifications/rules";
import type { NotificationTemplate } from "@/features/notifications/schema";

const FORUM = ["ahead", "days", "last_day", "running", "past", "cancelled", "draft"] as const;
const PARTY = ["confirmed", "offered", "waiting", "lapsed", "cancelled", "gone", "elsewhere", "none"] as const;
const OFFER = ["open", "given", "lapsed", "over", "none"] as const;
const INTERPRETER = ["requested", "confirmed", "not_available", "unneeded", "none"] as const;
const GROUP = ["draft", "published", "ended"] as const;
const MEMBER = ["asked", "waiting", "member", "pointed", "left", "gone", "elsewhere", "none"] as const;
const MEETING: MeetingMoment[] = ["ahead", "running", "past", "cancelled", "none"];
const EITHER = [true, false];
const OF_NO_GROUP = { group: "none", member: "none", meeting: "none" } as const;

const OF_PARTIES: Standing[] = FORUM.flatMap((forum) =>
  PARTY.flatMap((party) =>
    OFFER.flatMap((offer) =>
      INTERPRETER.flatMap((interpreter) =>
        EITHER.flatMap((hearsOfLaterForums) =>
          EITHER.flatMap((moved) =>
            EITHER.flatMap((outdone) =>
              EITHER.map((unreachable) => ({
                forum,
                party,
                offer,
                interpreter,
                unreachable,
                responsibility: "none",
                hearsOfLaterForums,
                moved,
                outdone,
                ...OF_NO_GROUP,
              })),
            ),
          ),
        ),
      ),
    ),
  ),
);

/** What messages of groups are true of. Only their forum is missing, as it is of messages about accounts. */
const OF_GROUPS: Standing[] = GROUP.flatMap((group) =>
  MEMBER.flatMap((member) =>
    MEETING.flatMap((meeting) =>
      EITHER.flatMap((moved) =>
        EITHER.flatMap((outdone) =>
          (member === "none" ? [false] : EITHER).flatMap((unreachable) =>
            (member === "none" ? (["held", "idle", "colleague", "none"] as const) : (["none"] as const)).map(
              (responsibility) => ({
                ...{ forum: "draft", party: "none", offer: "none", interpreter: "none", hearsOfLaterForums: false },
                ...{ group, member, meeting, moved, outdone, unreachable, responsibility },
              }),
            ),
          ),
        ),
      ),
    ),
  ),
);

/** All possible standings. Only recipients who are neither a party nor in a group look after anything. */
export const STANDINGS: Standing[] = [
  ...OF_PARTIES.flatMap((standing) =>
    standing.party === "none" && standing.offer === "none" && !standing.unreachable && !standing.hearsOfLaterForums
      ? (["held", "idle", "none"] as const).map((responsibility) => ({ ...standing, responsibility }))
      : standing,
  ),
  ...OF_GROUPS,
];

const COMING: ForumMoment[] = ["ahead", "days", "last_day"];
export const isSeated = ({ party }: Standing) => party === "confirmed";
export const isActive = ({ party }: Standing) => party === "confirmed" || party === "offered" || party === "waiting";
export const isAsking = (standing: Standing) => isActive(standing) || standing.party === "lapsed";
export const isComing = ({ forum }: Standing) => COMING.includes(forum);
export const isOn = (standing: Standing) => isComing(standing) || standing.forum === "running";

/**
 * Compares a feature's declared messages with an independent statement of their conditions: what each says in every
 * standing, where `true` is its own template.
 */
export function testMessages<Template extends NotificationTemplate>(
  says: Record<Template, (standing: Standing) => NotificationTemplate | boolean>,
): void {
  test.each(Object.keys(says) as Template[])("%s: in every standing what the table says", (template) => {
    for (const standing of STANDINGS) {
      const said = says[template](standing);
      expect(whatToSay(template, standing), JSON.stringify(standing)).toBe(said === true ? template : said || null);
    }
  });
}
