import { cookies } from "next/headers";
import { finishSso } from "@/features/accounts/sign-in";
import { DEFAULT_LOCALE, isLocale } from "@/i18n/locales";
import { env } from "@/platform/env";

export const dynamic = "force-dynamic";

/** Where the organisation's sign-on redirects back to. Uses the language of the page on which signing in began. */
export async function GET(request: Request): Promise<Response> {
  const sent = Object.fromEntries((await cookies()).getAll().map(({ name, value }) => [name, value]));
  const began = Object.entries(sent).find(([name]) => name.endsWith("next-auth.callback-url"))?.[1] ?? "";
  const segment = URL.canParse(began) ? new URL(began).pathname.split("/")[1] : undefined;
  // The target was set when signing in began; ignore any in this address.
  const { callbackUrl: _, ...query } = Object.fromEntries(new URL(request.url).searchParams);
  const way = await finishSso(isLocale(segment) ? segment : DEFAULT_LOCALE, query, sent);
  const headers = new Headers({ Location: new URL(way.location, env().APP_URL).href, "Cache-Control": "no-store" });
  for (const cookie of way.cookies) headers.append("Set-Cookie", cookie);
  return new Response(null, { status: 303, headers });
}
