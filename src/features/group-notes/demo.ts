import "server-only";
import { v5 as uuidOf } from "uuid";
import { Permit } from "@/features/access/policy";
import { findDemoGroup, findDemoTutor } from "@/features/groups/demo";
import type { SpokenLanguage } from "@/i18n/spoken-languages";
import { addDays } from "@/i18n/time";
import { type DemoParts, granted } from "@/platform/demo";
import { writeGroupNote } from "./commands";
import { canWriteGroupNotes } from "./policy";

interface DemoNote {
  /** The group's key in groups/demo/groups.ts. */
  group: string;
  daysAgo: number;
  language: SpokenLanguage;
  text: string;
}

/** What tutors have written to the staff of their group. */
const NOTES: readonly DemoNote[] = [
  {
    group: "aidit-kontula",
    daysAgo: 24,
    language: "so",
    text: "Hooyooyinku waxay rabaan in macallin la casuumo oo sharraxa waxa xiga dugsiga hoose-dhexe.\n\nQolku wuu fiican yahay, laakiin waxaan u baahannahay alaab carruurtu ku ciyaarto.",
  },
  {
    group: "aidit-kontula",
    daysAgo: 5,
    language: "fi",
    text: "Ryhmä kasvaa. Tiistaina meitä oli niin monta, että tuolit loppuivat. Voisimmeko saada isomman salin kevääksi?",
  },
  {
    group: "vanhemmat-espoo",
    daysAgo: 12,
    language: "fi",
    text: "Moni kysyy Wilman viesteistä. Tarvitsisimme jonkun koululta näyttämään, miten niihin vastataan.\n\nKerhohuoneen avain on ollut kahdesti hukassa.",
  },
  {
    group: "vanhemmat-varissuo",
    daysAgo: 8,
    language: "ar",
    text: "يسأل الآباء عن موعد التقديم المشترك (yhteishaku) وعما يحدث إذا لم يحصل الشاب على مكان. نقترح أن يأتي مرشد من المدرسة في كانون الثاني.",
  },
  {
    group: "aidit-lappeenranta",
    daysAgo: 17,
    language: "uk",
    text: "Мами просять окрему зустріч про ТУВА і про мовні курси. Дітям потрібен килимок для ігор.",
  },
  {
    group: "vanhemmat-itakeskus",
    daysAgo: 3,
    language: "en",
    text: "Saturday suits families well. Some would like to bring a friend who speaks Amharic. Is that all right?",
  },
  {
    group: "nuoret-tikkurila",
    daysAgo: 10,
    language: "fi",
    text: "Nuoret haluavat tutustua ammattioppilaitokseen yhdessä. Saisiko siihen bussiliput?",
  },
];

/** Tutors have written to the staff of their groups. */
export const demo: DemoParts = {
  groupNotes: {
    after: ["groups"],
    seed: async (now) => {
      for (const { group: key, daysAgo, language, text } of NOTES) {
        const group = await findDemoGroup(key);
        const tutor = await findDemoTutor(group.id);
        if (!tutor) continue;
        const subject = { groupId: group.id, organisationId: group.organisationId };
        const permit = granted(Permit.ask(canWriteGroupNotes, tutor, subject), "write notes");
        await writeGroupNote(permit, { text, language, form: uuidOf(text, group.id) }, addDays(now, -daysAgo));
      }
    },
  },
};
