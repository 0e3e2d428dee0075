import "server-only";
import { v5 as uuidOf } from "uuid";
import { Permit } from "@/features/access/policy";
import { ROLES } from "@/features/access/schema";
import { findSessionSubject } from "@/features/forums/queries";
import type { SpokenLanguage } from "@/i18n/spoken-languages";
import { HOUR } from "@/i18n/time";
import { db } from "@/platform/db/client";
import type { DemoParts } from "@/platform/demo";
import { env } from "@/platform/env";
import { saveNote } from "./commands";
import { canWriteSessionNotes } from "./policy";

interface DemoNote {
  host: string;
  forum: string;
  /** The session's position in the programme. */
  session: number;
  language: SpokenLanguage;
  text: string;
}

/** What hosts wrote at a past forum that nobody has closed yet, and what one prepares for the next. */
const NOTES: readonly DemoNote[] = [
  {
    host: "vertaisohjaaja@demo.example",
    forum: "perheilta-kontula",
    session: 1,
    language: "so",
    text: "Dad badan ayaa weydiiyay in ammattikoulu kaddib jaamacad laga geli karo. Haa, waa suurtagal.\n\nWaalidku waxay rabaan in farriimaha Wilma lagu helo luqaddooda. Waxay soo jeediyeen koox waalid ah oo bil kasta kulanta.",
  },
  {
    host: "opo@demo.example",
    forum: "perheilta-kontula",
    session: 1,
    language: "fi",
    text: "Eniten kysyttiin, voiko ammatillisesta jatkaa korkeakouluun ja mitä tapahtuu, jos ala osoittautuu vääräksi.\n\nToive: tutustumiskäynti oppilaitokseen yhdessä vanhempien kanssa ennen yhteishakua.",
  },
  {
    host: "opo@demo.example",
    forum: "perheilta-kontula",
    session: 2,
    language: "sv",
    text: "Många visste inte att TUVA också är ett val som man gör själv, inte bara en plats för den som blev utan.\n\nFamiljerna vill se ett exempel på en vanlig vecka.",
  },
  {
    host: "tulkki@demo.example",
    forum: "perheilta-kontula",
    session: 3,
    language: "ar",
    text: "سأل الآباء عن عدد ساعات الدراسة في المساء وعن المواد الصعبة باللغة الفنلندية.\n\nاقترحوا أن يلتقي الطلاب القدامى بالجدد وأن يتكلموا عن تجربتهم بلغتهم.",
  },
  {
    host: "vertaisohjaaja@demo.example",
    forum: "perheilta-itakeskus",
    session: 1,
    language: "so",
    text: "Su’aalaha hore loo soo diray marka hore. Sharraxa: waa maxay lukio, waa maxay imtixaanka ardayga (ylioppilastutkinto).",
  },
];

export const demo: DemoParts = {
  sessionNotes: {
    after: ["hosts"],
    seed: async (now) => {
      if (!env().DEMO) return;
      for (const note of NOTES) await seedNote(note, now);
    },
  },
};

async function seedNote({ host, forum, session, language, text }: DemoNote, now: Date): Promise<void> {
  const row = await db().forumSession.findFirstOrThrow({ where: { position: session, forum: { slug: forum } } });
  const user = await db().user.findUniqueOrThrow({ where: { email: host } });
  const subject = await findSessionSubject(row.id);
  const permit =
    subject &&
    Permit.ask(
      canWriteSessionNotes,
      {
        ...{ kind: "user", id: user.id, email: user.email, name: user.name, roles: ROLES, organisationIds: [] },
        ...{
          forumIds: [],
          forumSessionIds: [],
          hostedSessionIds: [row.id],
          ledGroupIds: [],
          cleared: true,
          trace: null,
        },
      },
      subject,
    );
  if (!permit) throw new Error(`${host} does not host ${forum}`);
  const form = uuidOf(`${host} ${row.id}`, uuidOf.URL);
  const at = new Date(Math.min(now.getTime(), row.endsAt.getTime() + HOUR));
  const saved = await saveNote(permit, { text, language, form, follows: null, seen: 0, beside: [] }, at);
  if (!saved.ok) throw new Error(`a note of ${forum}: ${saved.reason}`);
}
