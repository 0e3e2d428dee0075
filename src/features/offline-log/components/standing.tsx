import { CloudOff, CloudUpload, TriangleAlert, Wifi } from "lucide-react";
import type { ReactNode } from "react";
import type { Address } from "@/i18n/routes";
import { TextLink } from "@/ui/text-link";
import type { Connection } from "../device/sync";
import { fill } from "./fill";

/** Whether the device and the server agree, and how much is queued. */
export function Standing({
  connection,
  queued,
  signInHref,
  words,
}: {
  connection: Connection;
  queued: number;
  signInHref: Address;
  words: { fine: string; away: string; closed: string; signedOut: string; signIn: string; queued: string };
}) {
  const waiting = fill(words.queued, { count: queued });
  const quiet = connection === "fine" || connection === "starting";
  const icons: Record<Connection, ReactNode> = {
    starting: <CloudUpload aria-hidden className="size-5 shrink-0" />,
    fine:
      queued > 0 ? (
        <CloudUpload aria-hidden className="size-5 shrink-0" />
      ) : (
        <Wifi aria-hidden className="size-5 shrink-0" />
      ),
    away: <CloudOff aria-hidden className="size-5 shrink-0" />,
    closed: <TriangleAlert aria-hidden className="size-5 shrink-0" />,
    "signed-out": <TriangleAlert aria-hidden className="size-5 shrink-0" />,
  };
  const texts: Record<Connection, string> = {
    starting: "",
    fine: queued > 0 ? "" : words.fine,
    away: words.away,
    closed: words.closed,
    "signed-out": words.signedOut,
  };
  return (
    <div
      data-connection={connection}
      className={`flex flex-wrap items-center gap-x-3 gap-y-1 rounded-field px-3 py-2 ${
        quiet ? "bg-moss text-on-moss" : "bg-cloudberry-soft text-on-cloudberry"
      }`}
    >
      {icons[connection]}
      <span role="status" className="min-w-0 grow basis-40">
        {texts[connection]}
        {queued > 0 ? <strong className={texts[connection] ? "ms-2" : ""}>{waiting}</strong> : null}
      </span>
      {connection === "signed-out" ? (
        <TextLink href={signInHref} className="inline-flex min-h-11 items-center">
          {words.signIn}
        </TextLink>
      ) : null}
    </div>
  );
}
