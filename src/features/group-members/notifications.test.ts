import type { Standing } from "@/features/notifications/rules";
import { testMessages } from "../../../tests/support/standings";
import type { notifications } from "./notifications";

const last = ({ outdone }: Standing) => !outdone;
const runs = ({ group }: Standing) => group === "published";
const is =
  (...states: Standing["member"][]) =>
  (standing: Standing) =>
    states.includes(standing.member) && last(standing);
const leads = (standing: Standing) => standing.responsibility === "held" && runs(standing) && last(standing);

testMessages<keyof typeof notifications>({
  group_asked: (standing) => runs(standing) && is("asked")(standing),
  group_waiting: (standing) => runs(standing) && is("waiting")(standing),
  group_welcomed: (standing) => runs(standing) && is("member")(standing),
  group_pointed: is("pointed"),
  group_removed: is("left"),
  group_left: is("left"),
  group_contact_changed: is("asked", "waiting", "member"),
  group_address_changed: ({ member }) => member === "elsewhere",
  group_link_renewed: is("asked", "waiting", "member", "pointed", "left"),
  staff_group_asked: leads,
  staff_group_unanswered: leads,
});
