"use client";

import { createContext, type ReactNode, use } from "react";

const HelpContext = createContext<ReactNode>(null);

/** Says for a whole page whom to ask for help, in a line that the server has put together. */
export function HelpProvider({ help, children }: { help: ReactNode; children: ReactNode }) {
  return <HelpContext value={help}>{children}</HelpContext>;
}

/** The page's line of help; it stands before the button of each form. Nothing outside a page that has one. */
export function PageHelp(): ReactNode {
  return use(HelpContext);
}
