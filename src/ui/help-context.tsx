"use client";

import { createContext, type ReactNode, use } from "react";

const HelpContext = createContext<ReactNode>(null);

/** Provides a page's help line, which the server has rendered. */
export function HelpProvider({ help, children }: { help: ReactNode; children: ReactNode }) {
  return <HelpContext value={help}>{children}</HelpContext>;
}

/** The page's help line, shown before each form's button; nothing if the page has none. */
export function PageHelp(): ReactNode {
  return use(HelpContext);
}
