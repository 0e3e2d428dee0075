import { HandHeart, Hourglass } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { GroupView } from "@/features/groups/queries";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { buttonClass } from "@/ui/button";
import { Link } from "@/ui/link";

/** The way to ask to come to a group, and what follows. In a full group it leads to the waiting list; an ended one has none. */
export async function JoinInvitation({ locale, group }: { locale: Locale; group: GroupView }) {
  if (group.state === "ended" || group.state === "draft") return null;
  const t = await getTranslations({ locale, namespace: "GroupJoin" });
  const full = group.state === "full";
  // Where people can just come, asking first is the second way.
  const kind = group.entry === "come" && !full ? "secondary" : "primary";
  return (
    <div className="grid gap-2 print:hidden">
      <p>
        <Link
          href={routes.joinGroup(locale, group.slug)}
          className={buttonClass(kind, "min-h-14 w-full text-lg sm:w-auto")}
        >
          {full ? <Hourglass aria-hidden className="size-6" /> : <HandHeart aria-hidden className="size-6" />}
          {full ? t("buttonFull") : t("button")}
        </Link>
      </p>
      <p className="max-w-2xl">{full ? t("followsFull") : t("follows")}</p>
    </div>
  );
}
