import { OWN_GROUP, OWN_MEETING } from "../access/groups";
import { OWN_CALL } from "../access/notifications";
import { OWN_ORGANISATION } from "../access/organisations";
import { DOOR_SLUG, OWN_PARTY } from "../access/registration";
import { OWN_VENUE } from "../access/venues";
import { OCCASION } from "../access/year-calendar";

// Pages of every kind, below the language, for the tests of accessibility and of valid markup. Add every new page here.

/** Pages that anyone can open. */
export const PUBLIC_PAGES = [
  "",
  "/forums",
  "/forums/by/past",
  "/forums/by/language-bn",
  "/forums/perheilta-tikkurila",
  "/forums/perheilta-turku",
  "/forums/perheilta-itakeskus",
  "/forums/ensimmainen-yhteistyofoorumi-2021",
  "/forums/vain-suomeksi",
  "/forums/perheilta-tikkurila/register",
  "/forums/perheilta-turku/register",
  "/groups",
  "/groups/by/language-so/place-helsinki",
  "/groups/by/language-fse",
  "/groups/kontulan-somalinkieliset-aidit",
  "/groups/albaniaa-puhuvat-nuoret-turussa",
  "/erased",
  "/privacy",
  "/accessibility",
  "/no-such-page",
];

/** Pages of an administrator who looks at the account with an id. */
export const administratorPages = (userId: string) => [
  "/me",
  "/me/erase",
  "/work",
  `/work/sessions/${process.env.PORTAL_SESSION}`,
  `/work/sessions/${process.env.PORTAL_SESSION}/notes`,
  "/work/invitations",
  "/work/links",
  "/work/texts",
  "/work/users",
  `/work/users/${userId}`,
  "/work/audit",
  "/work/calendar",
  "/work/calendar/new",
  `/work/calendar/${OCCASION}`,
  "/work/forums/new",
  "/work/groups",
  "/work/groups/new",
  `/work/groups/${OWN_GROUP}`,
  `/work/groups/${OWN_GROUP}/edit`,
  `/work/groups/${OWN_GROUP}/meetings/${OWN_MEETING}`,
  "/work/venues",
  "/work/venues/new",
  `/work/venues/${OWN_VENUE}`,
  "/work/organisations",
  "/work/organisations/new",
  `/work/organisations/${OWN_ORGANISATION}`,
  "/manage/kesken",
  "/manage/kesken/edit",
  "/manage/kesken/sessions/new",
  "/manage/pidetty/close",
  "/manage/kesken/publish",
  "/manage/kesken/preview",
  "/manage/kesken/copy",
  "/manage/kopio",
  "/manage/roolit/limits",
  "/manage/roolit/people",
  `/manage/roolit/people/${OWN_PARTY}`,
  `/manage/roolit/people/${OWN_PARTY}/move`,
  `/manage/roolit/calls/${OWN_CALL}`,
  "/manage/roolit/responsible",
  "/manage/roolit/door-link",
  `/door/${DOOR_SLUG}?text=DFE4X`,
  `/door/${DOOR_SLUG}/register`,
  `/manage/${DOOR_SLUG}`,
  "/helpers/own",
];
