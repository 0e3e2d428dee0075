import { isActive, isAsking, isComing, isOn, isSeated, testMessages } from "../../../tests/support/standings";
import type { notifications } from "./notifications";

testMessages<keyof typeof notifications>({
  registration_confirmed: (all) => isOn(all) && isSeated(all) && !all.outdone,
  registration_waiting: (all) => isComing(all) && all.party === "waiting" && !all.outdone,
  registration_promoted: (all) =>
    isOn(all) && isSeated(all) && (all.offer === "given" || all.offer === "none" || "registration_confirmed"),
  registration_changed: (all) => isOn(all) && isAsking(all) && !all.outdone,
  link_renewed: (all) => isOn(all) && isAsking(all) && !all.outdone,
  registration_cancelled: ({ party }) => party === "cancelled",
  address_changed: (all) => isOn(all) && all.party === "elsewhere",
  address_refused: (all) => isOn(all) && isAsking(all) && all.unreachable,
  offer_made: (all) => isComing(all) && isActive(all) && all.offer === "open",
  offer_expired: (all) => isComing(all) && isAsking(all) && all.offer === "lapsed",
});
