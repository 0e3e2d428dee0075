import "@/ui/tokens.css";
import type { Metadata } from "next";
import { ErrorInEveryLanguage } from "./error-in-every-language";

export const metadata: Metadata = { robots: { index: false } };

export default function GlobalNotFound() {
  return (
    <html lang="fi" dir="ltr">
      <body className="bg-paper text-ink">
        <ErrorInEveryLanguage kind="not-found" />
      </body>
    </html>
  );
}
