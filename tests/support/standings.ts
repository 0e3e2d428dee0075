import { expect, test } from "vitest";
import { whatToSay } from "@/features/notifications/registry";
import type { ForumMoment, Standing } from "@/features/notifications/rules";
import type { NotificationTemplate } from "@/features/notifications/schema";

const FORUM = ["ahead", "days", "last_day", "running", "past", "cancelled", "draft"] as const;
const PARTY = ["confirmed", "offered", "waiting", "lapsed", "cancelled", "gone", "elsewhere", "none"] as const;
const OFFER = ["open", "given", "lapsed", "over", "none"] as const;
const INTERPRETER = ["requested", "confirmed", "not_available", "unneeded", "none"] as const;
const EITHER = [true, false];

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
              })),
            ),
          ),
        ),
      ),
    ),
  ),
);

/** All possible standings. Only recipients who are no party look after anything. */
export const STANDINGS: Standing[] = OF_PARTIES.flatMap((standing) =>
  standing.party === "none" && standing.offer === "none" && !standing.unreachable && !standing.hearsOfLaterForums
    ? (["held", "idle", "none"] as const).map((responsibility) => ({ ...standing, responsibility }))
    : standing,
);

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
