import type { ReactNode } from "react";
import type { Locale } from "@/i18n/locales";
import type { Address } from "@/i18n/routes";
import { Card } from "@/ui/card";
import { SiteFrame } from "../site-frame";

interface Props {
  locale: Locale;
  path: Address;
  icon: ReactNode;
  title: ReactNode;
  children: ReactNode;
}

/** One step of signing in: one picture, one sentence, one thing to do. */
export function SignInCard({ locale, path, icon, title, children }: Props) {
  return (
    <SiteFrame locale={locale} path={path} section="account">
      <Card className="mx-auto grid max-w-lg gap-5 border-t-8 border-t-spruce">
        <span
          aria-hidden
          className="grid size-16 place-items-center rounded-full bg-cloudberry-soft text-on-cloudberry [&>svg]:size-8"
        >
          {icon}
        </span>
        <h1 className="text-3xl">{title}</h1>
        {children}
      </Card>
    </SiteFrame>
  );
}
