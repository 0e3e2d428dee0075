import type { Role } from "../../src/features/access/schema";
import type { Locale } from "../../src/i18n/locales";

interface DemoAccount {
  email: string;
  name: string;
  locale: Locale;
  roles: readonly Role[];
  organisationSlugs: readonly string[];
  forumSlugs: readonly string[];
}

const none = { organisationSlugs: [], forumSlugs: [] } as const;

/** One account for each role. Only the demo makes them. */
export const ACCOUNTS: readonly DemoAccount[] = [
  { email: "yllapitaja@demo.example", name: "Aino Ylläpitäjä", locale: "fi", roles: ["administrator"], ...none },
  {
    email: "hanke@demo.example",
    name: "Zahra Niemelä",
    locale: "fi",
    roles: ["staff"],
    organisationSlugs: ["moniheli"],
    forumSlugs: [],
  },
  {
    email: "opo@demo.example",
    name: "Otso Ohjaaja",
    locale: "sv",
    roles: ["counsellor"],
    organisationSlugs: [],
    forumSlugs: ["perheilta-itakeskus"],
  },
  { email: "vertaisohjaaja@demo.example", name: "Hodan Jaamac", locale: "so", roles: ["peer_tutor"], ...none },
  { email: "tulkki@demo.example", name: "سامر حداد", locale: "ar", roles: ["interpreter"], ...none },
  { email: "kaantaja@demo.example", name: "Grace Mensah", locale: "en", roles: ["translator"], ...none },
  { email: "osallistuja@demo.example", name: "Maija Meikäläinen", locale: "fi", roles: [], ...none },
];
