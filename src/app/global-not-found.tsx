import "@/ui/tokens.css";
import type { Metadata } from "next";
import { UnknownAddress } from "./unknown-address";

export const metadata: Metadata = { robots: { index: false } };

export default function GlobalNotFound() {
  return (
    <html lang="fi" dir="ltr">
      <body className="bg-paper text-ink">
        <UnknownAddress />
      </body>
    </html>
  );
}
