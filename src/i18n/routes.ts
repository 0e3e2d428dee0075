import type { Locale } from "./locales";

/** The address of a page in a language, e.g. `/fi/forums/perheilta-turku?done=changed`. */
export type Address = `/${Locale}${"" | `/${string}` | `?${string}` | `#${string}`}`;

/**
 * All addresses of the portal. Links, redirects, mails, calendars, the sitemap, scripts and tests take theirs from this
 * table and nowhere else. Each is only path and query; put APP_URL before those that leave the portal. Slugs, ids and
 * tokens are inserted unescaped, because they contain nothing that needs escaping; queries are escaped.
 *
 * The types keep the templates (`/fi/forums/${string}` | `/sv/forums/${string}` …), so `Link` and `redirect` check them
 * against Next's routes without a cast. Next's own type accepts any path below a language, because `[...rest]` does:
 * tests/unit/routes.test.ts compares this table with the folders of src/app. next-intl's navigation could add the
 * language to a path, but it does not know Next's routes, and mails, calendars and scripts could not use it.
 */
export const routes = {
  home: (locale: Locale) => `/${locale}`,
  about: (locale: Locale) => `/${locale}/about`,
  contact: (locale: Locale) => `/${locale}/contact`,
  privacy: (locale: Locale) => `/${locale}/privacy`,
  accessibility: (locale: Locale) => `/${locale}/accessibility`,
  /** The school terms. Each has its id as an anchor. */
  glossary: (locale: Locale) => `/${locale}/glossary`,
  erased: (locale: Locale) => `/${locale}/erased`,

  forums: (locale: Locale) => `/${locale}/forums`,
  /** A filtered list; `listingPath` (features/forums) makes the facets. */
  forumsBy: (locale: Locale, facets: readonly string[]) => `/${locale}/forums/by/${facets.join("/")}`,
  /** The target of the filter form. */
  findForums: (locale: Locale) => `/${locale}/forums/find`,
  forumsCalendar: (locale: Locale, query?: { language?: string | undefined }) =>
    withQuery(`/${locale}/forums/calendar.ics`, query),
  /** A list's feeds; `feedPath` (features/forums) makes the segments. */
  forumsFeed: (locale: Locale, segments: readonly string[]) => `/${locale}/forums/feeds/${segments.join("/")}`,
  /** A list that other sites can frame; `embedPath` (features/forums) makes the facets. */
  embeddedForums: (locale: Locale, facets: readonly string[]) => `/${locale}/embed/forums/${facets.join("/")}`,
  forum: (locale: Locale, slug: string) => `/${locale}/forums/${slug}`,
  /**
   * What a ticket's QR code holds: the forum's page, and the code in the fragment, which browsers do not send. Whoever
   * reads or photographs it gets the public page; the door reads the code.
   */
  codeAtDoor: (locale: Locale, slug: string, code: string) => `/${locale}/forums/${slug}#${code}`,
  forumCalendar: (locale: Locale, slug: string) => `/${locale}/forums/${slug}/calendar.ics`,
  forumImage: (locale: Locale, slug: string) => `/${locale}/forums/${slug}/share.png`,
  /** For a classroom's wall: one page of A4 with a QR code for each language. */
  poster: (locale: Locale, slug: string) => `/${locale}/forums/${slug}/poster`,
  register: (locale: Locale, slug: string) => `/${locale}/forums/${slug}/register`,

  groups: (locale: Locale) => `/${locale}/groups`,
  /** A filtered list; `groupListPath` (features/groups) makes the facets. */
  groupsBy: (locale: Locale, facets: readonly string[]) => `/${locale}/groups/by/${facets.join("/")}`,
  /** The target of the filter form. */
  findGroups: (locale: Locale) => `/${locale}/groups/find`,
  group: (locale: Locale, slug: string) => `/${locale}/groups/${slug}`,
  /** Where a group's page sends that somebody will come along. */
  comeToGroup: (locale: Locale, slug: string) => `/${locale}/groups/${slug}/come`,
  /** What somebody who comes along to a meeting has to know. */
  comingToGroup: (locale: Locale, slug: string, meeting: string) => `/${locale}/groups/${slug}/come/${meeting}`,
  /** Where somebody who found no group asks to be told of one. */
  newGroupWish: (
    locale: Locale,
    query?: { language?: string | undefined; place?: string | undefined; kind?: string | undefined },
  ) => withQuery(`/${locale}/group-wishes/new`, query),
  groupWish: (locale: Locale, token: string, query?: Done) => withQuery(`/${locale}/group-wishes/${token}`, query),
  /** The form with which somebody asks to come to a group. */
  joinGroup: (locale: Locale, slug: string) => `/${locale}/groups/${slug}/join`,
  groupCalendar: (locale: Locale, slug: string) => `/${locale}/groups/${slug}/calendar.ics`,

  news: (locale: Locale) => `/${locale}/news`,
  /** A list of posts; `newsListPath` (features/news) makes the facets. */
  newsBy: (locale: Locale, facets: readonly string[]) => `/${locale}/news/by/${facets.join("/")}`,
  /** A list's feeds; `newsFeedPath` (features/news) makes the segments. */
  newsFeed: (locale: Locale, segments: readonly string[]) => `/${locale}/news/feeds/${segments.join("/")}`,
  post: (locale: Locale, slug: string) => `/${locale}/news/${slug}`,
  postImage: (locale: Locale, slug: string) => `/${locale}/news/${slug}/share.png`,

  ticket: (locale: Locale, token: string, query?: Done) => withQuery(`/${locale}/registrations/${token}`, query),
  changeTicket: (locale: Locale, token: string) => `/${locale}/registrations/${token}/change`,
  cancelTicket: (locale: Locale, token: string) => `/${locale}/registrations/${token}/cancel`,
  ticketPicture: (locale: Locale, token: string) => `/${locale}/registrations/${token}/ticket.png`,
  /** Where the old link of a renewed ticket leads. */
  renewedTicket: (locale: Locale, token: string) => `/${locale}/registrations/${token}/renewed`,
  slip: (locale: Locale, token: string) => `/${locale}/registrations/${token}/slip`,
  ticketData: (locale: Locale, token: string) => `/${locale}/registrations/${token}/data`,
  ticketDataFile: (locale: Locale, token: string) => `/${locale}/registrations/${token}/data.json`,
  eraseTicket: (locale: Locale, token: string) => `/${locale}/registrations/${token}/erase`,
  laterForums: (locale: Locale, token: string) => `/${locale}/later-forums/${token}`,
  /** Where mail programs send their one-click request (RFC 8058). People who open it are led to the page. */
  stopLaterForums: (locale: Locale, token: string) => `/${locale}/later-forums/${token}/one-click`,

  /** What became of somebody's request to come to a group, and what they can do. */
  member: (locale: Locale, token: string, query?: Done) => withQuery(`/${locale}/members/${token}`, query),
  memberContact: (locale: Locale, token: string) => `/${locale}/members/${token}/contact`,
  memberData: (locale: Locale, token: string) => `/${locale}/members/${token}/data`,
  memberDataFile: (locale: Locale, token: string) => `/${locale}/members/${token}/data.json`,
  eraseMember: (locale: Locale, token: string) => `/${locale}/members/${token}/erase`,
  /** Where the old link of somebody in a group leads. */
  renewedMember: (locale: Locale, token: string) => `/${locale}/members/${token}/renewed`,

  helper: (locale: Locale, link: string, query?: Search & { find?: string | undefined; families?: number }) =>
    withQuery(`/${locale}/helpers/${link}`, query),
  registerOthers: (locale: Locale, link: string, slug: string) => `/${locale}/helpers/${link}/${slug}`,
  /** The texts that a volunteer translates, or one of them. */
  translate: (locale: Locale, link: string) => `/${locale}/translate/${link}`,
  translateText: (locale: Locale, link: string, itemId: string, query?: Done & { before?: number }) =>
    withQuery(`/${locale}/translate/${link}/${itemId}`, query),
  /** A post before it is published, for the holder of a preview link. */
  previewByLink: (locale: Locale, link: string) => `/${locale}/preview/${link}`,
  /** `forumKey` is a coordinator's token, or the forum's slug for signed-in users. */
  manage: (
    locale: Locale,
    forumKey: string,
    query?: Done & {
      told?: number;
      find?: string | undefined;
      calls?: number;
      guardians?: number;
      photos?: number;
      unreachable?: number;
    },
  ) => withQuery(`/${locale}/manage/${forumKey}`, query),
  manageForm: (locale: Locale, forumKey: string, form: string, query?: Done & { session?: string }) =>
    withQuery(`/${locale}/manage/${forumKey}/${form}`, query),
  /** A session of a forum's programme: its id, or `new`. */
  manageSession: (locale: Locale, forumKey: string, session: string) =>
    `/${locale}/manage/${forumKey}/sessions/${session}`,
  /** A call of the forum's call list: its tries, and the form to note one. */
  call: (locale: Locale, forumKey: string, id: string, query?: Done) =>
    withQuery(`/${locale}/manage/${forumKey}/calls/${id}`, query),
  /** What can be printed or exported of a forum's people; `sheet` names one of the prints. */
  prints: (locale: Locale, forumKey: string, query?: Done) => withQuery(`/${locale}/manage/${forumKey}/print`, query),
  /** Answers a form with a table of a forum's people as a file. */
  exportPeople: (locale: Locale, forumKey: string) => `/${locale}/manage/${forumKey}/print/people.csv`,
  print: (locale: Locale, forumKey: string, sheet: string) => `/${locale}/manage/${forumKey}/print/${sheet}`,
  /** Everybody who has registered for a forum, or one party. */
  people: (
    locale: Locale,
    forumKey: string,
    query?: Search & {
      state?: string | undefined;
      language?: string | undefined;
      session?: string | undefined;
      role?: string | undefined;
      interpreter?: string | undefined;
      arrived?: string | undefined;
    },
  ) => withQuery(`/${locale}/manage/${forumKey}/people`, query),
  party: (locale: Locale, forumKey: string, id: string, query?: Done) =>
    withQuery(`/${locale}/manage/${forumKey}/people/${id}`, query),
  /** An action for a party, named by `act`. */
  actForParty: (locale: Locale, forumKey: string, id: string, act: string) =>
    `/${locale}/manage/${forumKey}/people/${id}/${act}`,
  /**
   * The door of a forum on its day. `key` is a door link's or a coordinator's token, or the forum's slug for signed-in
   * users.
   */
  door: (locale: Locale, key: string, query?: Done & { text?: string | undefined; people?: number; code?: string }) =>
    withQuery(`/${locale}/door/${key}`, query),
  /** The shell of a meeting's attendance, which a device keeps for a time without a network. */
  attendanceShell: (locale: Locale) => `/${locale}/attendance`,
  /** The shell of the door, which a device keeps for a time without a network. */
  doorShell: (locale: Locale) => `/${locale}/door`,
  /** Where devices at the door send what they noted, and hear what others did: features/door/schema.ts. */
  doorLog: (locale: Locale, key: string) => `/${locale}/door/${key}/log`,
  /** Where a party without a registration is registered at the door. */
  doorRegister: (locale: Locale, key: string) => `/${locale}/door/${key}/register`,
  /** Where somebody gets a link to keep the door; `given` is the link just made. */
  doorLink: (locale: Locale, forumKey: string, query?: { given?: string | undefined }) =>
    withQuery(`/${locale}/manage/${forumKey}/door-link`, query),
  /** The forum as readers of that language will see it. */
  previewForum: (locale: Locale, forumKey: string) => `/${locale}/manage/${forumKey}/preview`,

  signIn: (locale: Locale, query?: Next & Done & { problem?: string }) => withQuery(`/${locale}/sign-in`, query),
  signInCode: (locale: Locale, id: string) => `/${locale}/sign-in/code/${id}`,
  signInLink: (locale: Locale, token: string) => `/${locale}/sign-in/link/${token}`,
  secondFactor: (locale: Locale, query?: Next & Done) => withQuery(`/${locale}/sign-in/second-factor`, query),
  signInSso: (locale: Locale, query?: Next) => withQuery(`/${locale}/sign-in/sso`, query),
  invitation: (locale: Locale, token: string) => `/${locale}/invitations/${token}`,

  me: (locale: Locale, query?: Done) => withQuery(`/${locale}/me`, query),
  myDataFile: (locale: Locale) => `/${locale}/me/data.json`,
  eraseAccount: (locale: Locale) => `/${locale}/me/erase`,

  work: (locale: Locale, query?: Search & { when?: string }) => withQuery(`/${locale}/work`, query),
  /** The people of a session, for whoever hosts it. */
  sessionPeople: (locale: Locale, sessionId: string, query?: Search) =>
    withQuery(`/${locale}/work/sessions/${sessionId}`, query),
  /** What hosts write at a session; `note` is the sheet that they go on with, or `new`. */
  sessionNotes: (locale: Locale, sessionId: string, query?: Done & { note?: string }) =>
    withQuery(`/${locale}/work/sessions/${sessionId}/notes`, query),
  /** The page on which staff make a forum. */
  newForum: (locale: Locale) => `/${locale}/work/forums/new`,
  /** The venues, from which all organisations can choose. */
  venues: (locale: Locale, query?: Search) => withQuery(`/${locale}/work/venues`, query),
  newVenue: (locale: Locale) => `/${locale}/work/venues/new`,
  venue: (locale: Locale, id: string, query?: Done) => withQuery(`/${locale}/work/venues/${id}`, query),
  /** The peer groups of a user's organisations, and the pages on which staff look after one. */
  groupsAtWork: (locale: Locale, query?: Search) => withQuery(`/${locale}/work/groups`, query),
  newGroup: (locale: Locale, query?: { language?: string; place?: string | undefined; kind?: string | undefined }) =>
    withQuery(`/${locale}/work/groups/new`, query),
  /** Which languages are asked for where, beside the groups that there are. */
  groupDemand: (
    locale: Locale,
    query?: {
      language?: string | undefined;
      place?: string | undefined;
      kind?: string | undefined;
      period?: string;
      page?: number;
    },
  ) => withQuery(`/${locale}/work/groups/demand`, query),
  workOnGroup: (locale: Locale, id: string, query?: Done & { page?: number }) =>
    withQuery(`/${locale}/work/groups/${id}`, query),
  /** The group's page as readers of that language will see it. */
  previewGroup: (locale: Locale, id: string) => `/${locale}/work/groups/${id}/preview`,
  editGroup: (locale: Locale, id: string) => `/${locale}/work/groups/${id}/edit`,
  /** Where staff make a forum of one meeting. */
  forumOfMeeting: (locale: Locale, id: string, meeting: string) =>
    `/${locale}/work/groups/${id}/meetings/${meeting}/forum`,
  groupMeeting: (locale: Locale, id: string, meeting: string) => `/${locale}/work/groups/${id}/meetings/${meeting}`,
  /** The portal's own pages: all, one with the state of its words, and one in every language, as phones will show it. */
  pagesAtWork: (locale: Locale) => `/${locale}/work/pages`,
  workOnPage: (locale: Locale, key: string) => `/${locale}/work/pages/${key}`,
  previewPage: (locale: Locale, key: string) => `/${locale}/work/pages/${key}/preview`,
  previewPageLink: (locale: Locale, key: string, query?: { given?: string | undefined }) =>
    withQuery(`/${locale}/work/pages/${key}/preview-link`, query),
  /** The posts of a user's organisations, and the pages on which staff look after one. */
  newsAtWork: (locale: Locale, query?: Search & { state?: string | undefined }) =>
    withQuery(`/${locale}/work/news`, query),
  newPost: (locale: Locale) => `/${locale}/work/news/new`,
  workOnPost: (locale: Locale, id: string, query?: Done) => withQuery(`/${locale}/work/news/${id}`, query),
  editPost: (locale: Locale, id: string) => `/${locale}/work/news/${id}/edit`,
  /** Where staff choose the picture of a post. */
  coverOfPost: (locale: Locale, id: string, query?: Search) => withQuery(`/${locale}/work/news/${id}/cover`, query),
  /** A post in every language, as phones will show it; and where staff make a link to that, `given` being the one just made. */
  previewPost: (locale: Locale, id: string) => `/${locale}/work/news/${id}/preview`,
  previewLink: (locale: Locale, id: string, query?: { given?: string | undefined }) =>
    withQuery(`/${locale}/work/news/${id}/preview-link`, query),
  /** The pages of whoever leads a group. */
  ownGroup: (locale: Locale, slug: string, query?: Done) => withQuery(`/${locale}/work/own-groups/${slug}`, query),
  /** Who asks to come to a group and who waits; `refused` says why something could not be done with the person `of`. */
  groupRequests: (
    locale: Locale,
    slug: string,
    query?: Done & { refused?: string; of?: string; page?: number; waiting?: number },
  ) => withQuery(`/${locale}/work/own-groups/${slug}/requests`, query),
  /** Where somebody is pointed to another group, with a search for it. */
  groupRequest: (
    locale: Locale,
    slug: string,
    member: string,
    query?: { language?: string | undefined; place?: string | undefined; page?: number },
  ) => withQuery(`/${locale}/work/own-groups/${slug}/requests/${member}`, query),
  groupMembers: (locale: Locale, slug: string, query?: Done & { refused?: string; of?: string; page?: number }) =>
    withQuery(`/${locale}/work/own-groups/${slug}/members`, query),
  writeDownMember: (locale: Locale, slug: string) => `/${locale}/work/own-groups/${slug}/members/new`,
  /** The calls to people of a group, or one of them. */
  groupCalls: (locale: Locale, slug: string, query?: Done & { page?: number }) =>
    withQuery(`/${locale}/work/own-groups/${slug}/calls`, query),
  groupCall: (locale: Locale, slug: string, id: string, query?: Done) =>
    withQuery(`/${locale}/work/own-groups/${slug}/calls/${id}`, query),
  /** Where those who lead a group cancel, move or restore one meeting, and write to all of its members. */
  changeMeeting: (locale: Locale, slug: string, meeting: string) =>
    `/${locale}/work/own-groups/${slug}/changes/${meeting}`,
  groupMessages: (locale: Locale, slug: string, query?: Done) =>
    withQuery(`/${locale}/work/own-groups/${slug}/message`, query),
  ownGroupShown: (locale: Locale, slug: string) => `/${locale}/work/own-groups/${slug}/shown`,
  ownGroupNotes: (locale: Locale, slug: string, query?: Done & { page?: number }) =>
    withQuery(`/${locale}/work/own-groups/${slug}/notes`, query),
  ownGroupHours: (locale: Locale, slug: string, query?: Done & { year?: number }) =>
    withQuery(`/${locale}/work/own-groups/${slug}/hours`, query),
  /** How many came to groups, month by month. */
  groupAttendance: (locale: Locale, query?: { month?: string; page?: number }) =>
    withQuery(`/${locale}/work/groups/attendance`, query),
  exportGroupAttendance: (locale: Locale) => `/${locale}/work/groups/attendance/attendance.csv`,
  /** A meeting of the group: who came. */
  ownMeeting: (locale: Locale, slug: string, meeting: string, query?: Done & { people?: number }) =>
    withQuery(`/${locale}/work/own-groups/${slug}/meetings/${meeting}`, query),
  /** Where devices send what was noted at a meeting, and hear what others noted: features/offline-log/schema.ts. */
  ownMeetingLog: (locale: Locale, slug: string, meeting: string) =>
    `/${locale}/work/own-groups/${slug}/meetings/${meeting}/log`,
  organisations: (locale: Locale, query?: Search) => withQuery(`/${locale}/work/organisations`, query),
  newOrganisation: (locale: Locale) => `/${locale}/work/organisations/new`,
  organisation: (locale: Locale, id: string, query?: Done) => withQuery(`/${locale}/work/organisations/${id}`, query),
  /** The hours of the tutors of an organisation's groups, and the file with them. */
  tutorHours: (locale: Locale, id: string, query?: { year?: number; page?: number }) =>
    withQuery(`/${locale}/work/organisations/${id}/hours`, query),
  tutorHoursFile: (locale: Locale, id: string) => `/${locale}/work/organisations/${id}/hours/hours.csv`,
  /** What forums had better not clash with, year by year. */
  yearCalendar: (locale: Locale, query?: Done & { year?: number; municipality?: string | undefined; page?: number }) =>
    withQuery(`/${locale}/work/calendar`, query),
  newOccasion: (locale: Locale) => `/${locale}/work/calendar/new`,
  occasion: (locale: Locale, id: string) => `/${locale}/work/calendar/${id}`,
  /** The pictures and files of a user's organisations, and one of them. */
  media: (locale: Locale, query?: Done & Search & { kind?: string | undefined }) =>
    withQuery(`/${locale}/work/media`, query),
  /** A part of that list for the editor of documents. */
  mediaChoices: (locale: Locale) => `/${locale}/work/media/choices`,
  medium: (locale: Locale, id: string, query?: Done) => withQuery(`/${locale}/work/media/${id}`, query),
  invitations: (locale: Locale, query?: Done & Search) => withQuery(`/${locale}/work/invitations`, query),
  /** The list of translation work. */
  texts: (
    locale: Locale,
    query?: Search & { language?: string; state?: string; organisation?: string; forum?: string },
  ) => withQuery(`/${locale}/work/texts`, query),
  /** The editing page of a text in one language; `language` is a BCP 47 tag. */
  text: (locale: Locale, itemId: string, language: string, query?: Done & { before?: number }) =>
    withQuery(`/${locale}/work/texts/${itemId}/${language}`, query),
  /** Where staff make a translation link for a volunteer; `given` is the link just made. */
  textLink: (locale: Locale, itemId: string, language: string, query?: { given?: string | undefined }) =>
    withQuery(`/${locale}/work/texts/${itemId}/${language}/link`, query),
  /** The links of people without an account. */
  links: (locale: Locale, query?: Done & { text?: string; page?: number }) => withQuery(`/${locale}/work/links`, query),
  users: (locale: Locale, query?: { text?: string; role?: string | undefined; page?: number }) =>
    withQuery(`/${locale}/work/users`, query),
  user: (locale: Locale, id: string, query?: Done & { forum?: string }) =>
    withQuery(`/${locale}/work/users/${id}`, query),
  audit: (locale: Locale, query?: Query) => withQuery(`/${locale}/work/audit`, query),
} satisfies Record<string, (locale: Locale, ...rest: never[]) => Address>;

/** The addresses outside every language. */
export const entryRoutes = {
  /** The front door, where src/proxy.ts shows the language chooser. */
  front: () => "/",
  /** The language chooser, with the suggested language before the others, or with none. */
  chooseLanguage: (suggested: Locale | "any") => `/choose/${suggested}`,
  /** Remembers a language and redirects to its front page. */
  setLanguage: (locale: Locale) => `/language/${locale}`,
  /** The service worker of logs without a network, and the reader of QR codes for browsers without one: files in public/door. */
  offlineWorker: () => "/door/worker.js",
  qrReader: (version: string) => `/door/zxing_reader-${version}.wasm`,
  demoMailbox: () => "/demo/mailbox",
  /** The style sheet of the pages that other sites can frame. */
  embedStyles: () => "/embed.css",
  /** A picture that staff have uploaded, in one size and format. */
  picture: (id: string, variant: `${number}.${"avif" | "webp"}`) => `/media/${id}/${variant}`,
  /** A PDF that staff have uploaded; `name` is what browsers save it as. */
  file: (id: string, name: `${string}.pdf`) => `/media/files/${id}/${name}`,
  /** Says who sends a file: for the server's own process. */
  uploads: () => "/api/uploads",
  health: () => "/api/health",
  /** Says when the login session ends; with `stay`, the request counts as a use. */
  session: (stay = false) => (stay ? "/api/session?stay=1" : "/api/session"),
  /** A server's own process expires pages here. For everybody else it does not exist. */
  renewal: () => "/api/renewal",
  /** Where an organisation's sign-on redirects back to. Its operator has registered this address. */
  ssoCallback: () => "/api/auth/callback/sso",
  /** Lists the site map of each language. */
  sitemap: () => "/sitemap.xml",
  sitemapOf: (locale: Locale) => `/sitemap/${locale}`,
} satisfies Record<string, (...rest: never[]) => `/${string}`>;

/** Where to go after signing in. */
type Next = { next?: string | null | undefined };
/** What has just been done. The target page shows it. */
type Done = { done?: string };
/** What a list is filtered by, and which page of it. */
type Search = { text?: string | undefined; page?: number | undefined };
type Query = Readonly<Record<string, string | number | null | undefined>>;

/** A path with a query; empty parameters are left out. */
function withQuery<Path extends Address>(path: Path, query: Query = {}): Path | `${Path}?${string}` {
  const given = Object.entries(query).flatMap(([name, value]) => (value || value === 0 ? [[name, String(value)]] : []));
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path;
}

/** The same page in another language. */
export function inLanguage(address: Address, locale: Locale): Address {
  const [, , ...below] = address.split("/");
  return below.length > 0 ? `/${locale}/${below.join("/")}` : `/${locale}`;
}

/**
 * The present address of a path from a message sent before the workspace moved. The same as the redirects of
 * next.config.ts, but for redirects within the portal: those would leave the old address in place.
 */
export function presentPath(path: string): string {
  return path.replace(
    /^(\/[a-z]+)\/desk(?=[/?]|$)(\/(?=[^?])(?!(?:users|invitations|audit)(?:[/?]|$)))?/,
    (_, locale: string, ofForum?: string) => `${locale}/${ofForum ? "manage/" : "work"}`,
  );
}
