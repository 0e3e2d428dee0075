import { LOCALE_CODES, LOCALES } from "@/i18n/locales";
import { loadMessages } from "@/i18n/messages";
import { routes } from "@/i18n/routes";
import type { ErrorKind } from "@/platform/error-kinds";
import { buttonClass } from "@/ui/button";
import { HelpLine } from "@/ui/help-line";
import { LogoMark } from "@/ui/logo";
import { portalHelp } from "./[locale]/help";

const NAMESPACES = { "not-found": "NotFound", refused: "Refused", failure: "Failure" } as const;

/** For an address without a language: the reader's language is unknown, so it speaks every one. */
export async function ErrorInEveryLanguage({ kind }: { kind: ErrorKind }) {
  const languages = await Promise.all(
    LOCALE_CODES.map(async (code) => {
      const messages = await loadMessages(code);
      return {
        code,
        ...LOCALES[code],
        words: messages[NAMESPACES[kind]],
        forums: messages.NotFound.forums,
        help: messages.Site.help,
      };
    }),
  );
  const contact = portalHelp();
  return (
    <main className="mx-auto grid min-h-dvh max-w-xl content-center gap-6 px-4 py-8">
      <h1 className="flex items-center gap-3 text-2xl">
        <LogoMark className="size-14" />
        OmaPolku
      </h1>
      <ul className="grid gap-4">
        {languages.map(({ code, dir, words, forums, help }) => (
          <li key={code} lang={code} dir={dir} className="grid gap-2 rounded-card border border-line bg-surface p-4">
            <h2 className="text-lg">{words.title}</h2>
            <p>{words.text}</p>
            <HelpLine text={help} contact={contact} />
            <p>
              <a href={routes.forums(code)} className={buttonClass("secondary")}>
                {forums}
              </a>
            </p>
          </li>
        ))}
      </ul>
    </main>
  );
}
