import { LOCALE_CODES, LOCALES } from "@/i18n/locales";
import { loadMessages } from "@/i18n/messages";
import { buttonClass } from "@/ui/button";
import { LogoMark } from "@/ui/logo";

/** For an address outside every language: nobody knows which one the reader speaks, so it is said in each. */
export async function UnknownAddress() {
  const languages = await Promise.all(
    LOCALE_CODES.map(async (code) => ({ code, ...LOCALES[code], words: (await loadMessages(code)).NotFound })),
  );
  return (
    <main className="mx-auto grid min-h-dvh max-w-xl content-center gap-6 px-4 py-8">
      <title>404 · OmaPolku</title>
      <h1 className="flex items-center gap-3 text-2xl">
        <LogoMark className="size-14" />
        OmaPolku · 404
      </h1>
      <ul className="grid gap-4">
        {languages.map(({ code, dir, words }) => (
          <li key={code} lang={code} dir={dir} className="grid gap-2 rounded-card border border-line bg-surface p-4">
            <p className="font-semibold">{words.title}</p>
            <p>
              <a href={`/${code}/forums`} className={buttonClass("secondary")}>
                {words.forums}
              </a>
            </p>
          </li>
        ))}
      </ul>
    </main>
  );
}
