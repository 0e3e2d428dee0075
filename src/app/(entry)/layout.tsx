import "@/ui/tokens.css";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { siteMetadata, siteViewport } from "../site-metadata";

export const metadata: Metadata = siteMetadata;
export const viewport: Viewport = siteViewport;

/** Pages outside any one language: the language chooser, the demo mailbox and the styleguide. */
export default function EntryLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="fi" dir="ltr">
      <body className="bg-paper text-ink">{children}</body>
    </html>
  );
}
