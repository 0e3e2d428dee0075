import type { SpokenLanguage } from "@/i18n/spoken-languages";

/** A demo forum without its words, which are in texts/<locale>.json under the same key. */
export interface DemoForum {
  /** Also the slug: Finnish, ASCII, lower case. */
  key: string;
  kind: "cooperation_forum" | "family_evening" | "student_evening" | "pop_up" | "online_meeting";
  status: "draft" | "published" | "cancelled";
  /**
   * Whole days from the day of seeding, moved to the next Tuesday–Thursday if `snap` is set; or a fixed date YYYY-MM-DD
   * for history.
   */
  day: number | string;
  snap?: boolean;
  /** Helsinki wall clock, HH:MM. */
  starts: string;
  ends: string;
  /** Days before the start at which registration closes, at 23:59 Helsinki time; null for no registration. */
  closesDaysBefore: number | null;
  capacity: number | null;
  childcare: number | null;
  venue: string;
  /** Where an online forum meets. */
  onlineUrl?: string;
  organisation: string;
  contact: { name: string; email: string; phone?: string };
  languages: { language: SpokenLanguage; state: "requested" | "confirmed" | "not_available"; main?: boolean }[];
  sessions: {
    starts: string;
    ends: string;
    room?: string;
    track?: "general_upper_secondary" | "vocational" | "tuva";
    languages: SpokenLanguage[];
  }[];
  /** How many seats the seeded parties take. Parties above the capacity wait. */
  taken: number;
  /** Page languages without texts, to show the fall-back. */
  lacks?: string[];
}

export interface DemoVenue {
  slug: string;
  name: string;
  online?: boolean;
  streetAddress?: string;
  postalCode?: string;
  municipality?: string;
  /** helsinki | espoo | vantaa | turku | tampere | lappeenranta | online */
  municipalityKey: string;
  latitude?: number;
  longitude?: number;
}

/** The words of one language: texts/<locale>.json. Every locale's file has the same keys. */
export interface DemoTexts {
  venues: Record<string, { accessibility: string; directions: string }>;
  forums: Record<
    string,
    {
      title: string;
      /** One or two sentences, at most 160 characters. */
      summary: string;
      /** Two to four short paragraphs, separated by empty lines. */
      description: string;
      audience: string;
      outcome?: string;
      sessions: { title: string; description: string }[];
    }
  >;
}
