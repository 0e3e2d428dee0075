import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { currentLoginSession, permitOr404 } from "@/features/accounts/actor";
import type { MediaChoices } from "@/features/documents/editor/choices";
import { thumbnailAddress } from "@/features/media/draft-address";
import { canListMedia } from "@/features/media/policy";
import { searchMedia } from "@/features/media/queries";
import { MediaChoiceSchema, MOST_CHOICES } from "@/features/media/schema";
import { formatNumericDate } from "@/i18n/formatting";
import { type LocaleParams, localeOf } from "../../../locale-params";

export const dynamic = "force-dynamic";

/** The pictures or files that whoever writes a text can put into it, for its editor: those of their organisations. */
export async function GET(request: Request, { params }: LocaleParams): Promise<Response> {
  const locale = await localeOf(params);
  const session = (await currentLoginSession()) ?? notFound();
  const permit = permitOr404(canListMedia, session.actor, null);
  const search = MediaChoiceSchema.parse(Object.fromEntries(new URL(request.url).searchParams));
  const [t, lists, { media, total, pages }] = await Promise.all([
    getTranslations({ locale, namespace: "Media" }),
    getTranslations({ locale, namespace: "Forums" }),
    searchMedia(permit, { ...search, ready: true }, MOST_CHOICES),
  ]);
  const choices: MediaChoices = {
    items: media.map(({ id, name, createdAt, bytes, picture }) => ({
      ...{ id, name, thumbnail: picture && thumbnailAddress(picture) },
      about: `${formatNumericDate(createdAt)} · ${
        picture
          ? `\u2066${picture.width} × ${picture.height}\u2069`
          : t("size", { megabytes: Math.max(1, Math.round(bytes / 1_000_000)) })
      }`,
    })),
    found: t("count", { count: total }),
    page: search.page,
    pages,
    place: lists("page", { page: String(search.page), pages: String(pages) }),
  };
  return Response.json(choices, { headers: { "Cache-Control": "private, no-store" } });
}
