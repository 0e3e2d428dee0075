import { MessageCircle } from "lucide-react";
import { SPOKEN_LANGUAGES, type SpokenLanguage } from "@/i18n/spoken-languages";
import { Tag } from "@/ui/tag";

/** The languages of a group, each by its own name. */
export function SpokenTags({ languages }: { languages: readonly SpokenLanguage[] }) {
  return (
    <ul className="flex flex-wrap gap-1.5">
      {languages.map((language) => (
        <li key={language}>
          <Tag
            tone="good"
            icon={<MessageCircle aria-hidden className="size-4 shrink-0" />}
            lang={language}
            dir={SPOKEN_LANGUAGES[language].dir}
          >
            {SPOKEN_LANGUAGES[language].name}
          </Tag>
        </li>
      ))}
    </ul>
  );
}
