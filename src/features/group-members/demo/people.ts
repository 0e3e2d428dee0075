import type { SpokenLanguage } from "@/i18n/spoken-languages";

/** The people of an invented group by the names or aliases that they gave, in the order in which they asked. */
export interface DemoPeople {
  /** The group's key in groups/demo/groups.ts. */
  group: string;
  members: readonly string[];
  /** Nobody has answered them yet. */
  asked?: readonly string[];
  waiting?: readonly string[];
  /** Members until a few days ago. */
  left?: readonly string[];
  /** The key of the group to which somebody was pointed; null for none. */
  pointed?: readonly { name: string; to: string | null }[];
  /** Called the tutor, who wrote them down. */
  called?: readonly string[];
}

export const PEOPLE: readonly DemoPeople[] = [
  {
    group: "aidit-kontula",
    members: [
      ...["Xaawo", "Faadumo", "Ifrah", "Sahra", "Nimco", "Hibaaq", "Hooyo Yaasiin", "Ladan", "Amina C.", "Ubax"],
      "Maryan",
    ],
    asked: ["Deeqa", "Hooyo Sumaya"],
    left: ["Filsan"],
    called: ["Caasha"],
  },
  {
    group: "vanhemmat-espoo",
    members: [
      ...["زهرا", "فرید", "Mariam", "نادر", "شبنم", "لیلا", "حمید", "Freshta", "عبدالله", "Nilofar", "پدر یوسف"],
      ...["مادر سارا", "جاوید"],
    ],
    asked: ["هما", "Rohullah", "شکریه"],
    left: ["Wahid"],
    pointed: [{ name: "ثریا", to: "ohjaus-helsinki" }],
    called: ["کریمه"],
  },
  {
    group: "vanhemmat-varissuo",
    members: ["أم ليلى", "أبو عمر", "هدى", "كريم", "Rana", "نور", "سميرة", "زياد", "أم ياسين"],
    asked: ["Hala", "أبو كرم"],
    called: ["منى"],
  },
  {
    group: "vanhemmat-hervanta",
    members: ["شیلان", "ئازاد", "Nazdar", "هێمن", "Rebwar", "تارا", "کاروان", "دایکی لانا"],
    waiting: ["سۆران", "Hero", "بێستون"],
    left: ["Dlnia"],
  },
  {
    group: "aidit-lappeenranta",
    members: [
      ...["Леся", "Наталія", "Марічка", "Світлана", "Ірина П.", "Юлія", "Тетяна", "Мама Соломії", "Людмила"],
      "Олена",
    ],
    asked: ["Катерина", "Вікторія"],
    left: ["Надія"],
    called: ["Галина"],
  },
  { group: "vanhemmat-lappeenranta", members: ["Анна", "Борис", "Папа Миши", "Елена", "Вера", "Сергей"] },
  {
    group: "vanhemmat-itakeskus",
    members: ["ሳባ", "ዮናስ", "Rahel", "Tesfay", "ሄለን", "Mebrahtu", "Semhar", "Luwam"],
    asked: ["Yohana"],
  },
  {
    group: "nuoret-tikkurila",
    members: [
      ...["Berfîn", "Azad", "Rojda", "Dilan", "Şêrko", "Zîlan", "Ronî", "Hêvî", "Mîran", "Aras", "Jînda", "Bawer"],
    ],
    asked: ["Evîn", "Siyabend"],
  },
  {
    group: "vanhemmat-kivilahti",
    members: [
      ...["রুমানা", "শফিক", "Nasrin", "Tanvir", "ফারহানা", "Mahmud", "শিরিন", "Rafiq", "Sultana", "কামাল", "মিতু"],
      ...["Habib", "Taslima", "আরিফ", "রাশেদা", "Imran"],
    ],
    asked: ["Nusrat", "সোহেল", "Farzana"],
    pointed: [{ name: "Rupa", to: null }],
  },
  {
    group: "vanhemmat-verkossa",
    members: ["Lan", "Minh", "Thảo", "Hùng", "Mẹ bé An", "Phương", "Tuấn"],
    asked: ["Linh", "Hải"],
  },
  {
    group: "nuoret-turku",
    members: ["Arta", "Besnik", "Dafina", "Erion", "Flutura", "Gentian", "Liridon", "Teuta", "Valdrin"],
  },
  {
    group: "ohjaus-helsinki",
    members: ["پریسا"],
    waiting: ["رضا", "Shirin"],
    pointed: [{ name: "ناهید", to: "vanhemmat-espoo" }],
  },
  {
    group: "nuoret-kontula",
    members: [
      ...["Abdi", "Hamza", "Ilham", "Sagal", "Zakariye", "Muna", "Yusuf", "Hodo", "Liban", "Ikran", "Samatar"],
      ...["Hafsa", "Bile", "Najma", "Guled", "Suhayra", "Ayub"],
    ],
    waiting: ["Rahma", "Mukhtar", "Idil", "Jibril"],
    left: ["Warsame"],
  },
];

/** What some of them ask the tutor, by their language. */
export const QUESTIONS: Partial<Record<SpokenLanguage, readonly string[]>> = {
  so: [
    "Ma iman karaa anigoo ilmo yar wata?",
    "Wiilkaygu wuxuu dhigtaa fasalka sagaalaad. Ma ka hadli karnaa doorashada dugsiga?",
  ],
  "fa-AF": ["آیا می‌توانم با طفل خود بیایم؟", "پسرم صنف نهم است. از کجا شروع کنیم؟"],
  fa: ["آیا می‌شود عصرها همدیگر را ببینیم؟"],
  ar: ["هل يمكنني أن آتي مع طفلي الصغير؟", "أعمل حتى السادسة مساء. هل يمكنني أن أتأخر قليلا؟"],
  ckb: ["دەتوانم منداڵەکەم لەگەڵ خۆم بهێنم؟"],
  uk: ["Чи можна прийти з немовлям?"],
  ru: ["Можно ли сначала прийти один раз и посмотреть?"],
  kmr: ["Ez dikarim hevalekî xwe jî bînim?"],
  bn: ["ছোট বাচ্চা নিয়ে আসা যাবে?"],
  vi: ["Tôi có thể chỉ ngồi nghe được không?"],
  sq: ["A mund të vij me një shoqe?"],
  fi: ["Voiko tulla, jos puhuu enimmäkseen suomea?"],
};
