import type { ReactNode } from "react";
import type { LoginSessionView } from "@/features/accounts/queries";
import type { Locale } from "@/i18n/locales";
import type { Address } from "@/i18n/routes";
import type { HelpContact } from "@/ui/help-line";
import { SiteFrame } from "./site-frame";
import { WorkspaceFrame } from "./workspace-frame";

interface Props {
  locale: Locale;
  path: Address;
  session: LoginSessionView | null;
  typing?: boolean;
  contact?: HelpContact;
  children: ReactNode;
}

/** The frame of a page that opens with a link or for signed-in users, who also see their workspace's navigation. */
export function LinkOrSessionFrame({ session, ...rest }: Props) {
  return session ? <WorkspaceFrame {...rest} session={session} part="work" /> : <SiteFrame {...rest} compact />;
}
