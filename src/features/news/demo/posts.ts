import type { Locale } from "@/i18n/locales";
import type { PostTag } from "../schema";

/** An invented post: its words are in texts/. Only the first tells of something that happened: see its words. */
export interface DemoPost {
  /** Its address, and the key of its words. */
  key: string;
  organisation: string;
  tags: PostTag[];
  byline?: string;
  /** The forum and the group that it tells about, by their addresses. */
  forum?: string;
  group?: string;
  /** When readers get it: on a day, or so many days ago; to come if negative. None: it is not published. */
  appears?: string | number;
  /** It waits for a reader. */
  waits?: boolean;
  /** Languages whose translation nobody has checked. Readers see it all the same. */
  unchecked?: Locale[];
}

export const POSTS: readonly DemoPost[] = [
  {
    key: "ensimmainen-yhteistyofoorumi",
    organisation: "moniheli",
    tags: ["forums", "network"],
    forum: "ensimmainen-yhteistyofoorumi-2021",
    appears: "2021-05-06",
  },
  {
    key: "nuoren-oma-aani",
    organisation: "nuorten-suunta",
    tags: ["youth", "forums"],
    byline: "Veera Kallio",
    appears: 81,
  },
  { key: "lapset-tulevat-mukaan", organisation: "iftiin-perheet", tags: ["families", "forums"], appears: 54 },
  {
    key: "tuva-on-yksi-tie",
    organisation: "moniheli",
    tags: ["choices", "youth"],
    appears: 40,
    unchecked: ["so"],
  },
  {
    key: "tulkki-tilataan-ajoissa",
    organisation: "saimaan-kielisilta",
    tags: ["forums"],
    byline: "Salla Honkamäki",
    appears: 27,
  },
  { key: "yhteishaku-lyhyesti", organisation: "moniheli", tags: ["choices", "school"], appears: 18, unchecked: ["ar"] },
  { key: "mita-opinto-ohjaaja-tekee", organisation: "moniheli", tags: ["school", "families"], appears: 9 },
  {
    key: "kuunteleminen-riittaa",
    organisation: "iftiin-perheet",
    tags: ["groups", "families"],
    byline: "Hodan Aden",
    group: "kontulan-somalinkieliset-aidit",
    appears: 3,
  },
  { key: "kevaan-foorumit", organisation: "moniheli", tags: ["forums"], appears: -9 },
  { key: "kiitos-palautteesta", organisation: "moniheli", tags: ["network"], waits: true },
];
