import { Lock, ShieldCheck } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { lockAction, removeFactorAction, revokeAction } from "@/features/users/actions";
import type { UserView } from "@/features/users/queries";
import type { Locale } from "@/i18n/locales";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";

interface Props {
  locale: Locale;
  user: UserView;
  /** False for the user's own account, which nobody can lock. */
  mayLock: boolean;
}

/** How someone signs in, and buttons to end that: their sessions, their second factor, the account's lock. */
export async function UserEntry({ locale, user, mayLock }: Props) {
  const t = await getTranslations({ locale, namespace: "Users" });
  return (
    <Section title={t("entry")} icon={<ShieldCheck aria-hidden />}>
      <p>{user.hasSecondFactor ? t("factorAdded") : t("factorNone")}</p>
      {mayLock ? (
        <div className="flex flex-wrap gap-3">
          <form action={revokeAction.bind(null, locale, user.id)}>
            <Button type="submit" kind="secondary">
              {t("revoke")}
            </Button>
          </form>
          {user.hasSecondFactor ? (
            <form action={removeFactorAction.bind(null, locale, user.id)}>
              <Button type="submit" kind="danger">
                {t("removeFactor")}
              </Button>
            </form>
          ) : null}
          <form action={lockAction.bind(null, locale, user.id, !user.locked)}>
            <Button type="submit" kind={user.locked ? "secondary" : "danger"}>
              <Lock aria-hidden className="size-5" />
              {user.locked ? t("unlock") : t("lock")}
            </Button>
          </form>
        </div>
      ) : (
        <Notice>{t("yourself")}</Notice>
      )}
    </Section>
  );
}
