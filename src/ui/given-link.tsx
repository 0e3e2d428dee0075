import type { ReactNode } from "react";
import { buttonClass } from "./button";
import { CopyButton } from "./copy-button";
import { Notice } from "./notice";

/** A link that has just been made and is shown only now, with a button that copies it. `children` say what it opens, and until when. */
export function GivenLink({
  title,
  address,
  copy,
  copied,
  children,
}: {
  title: string;
  address: string;
  copy: string;
  copied: string;
  children: ReactNode;
}) {
  return (
    <Notice>
      <h2 className="text-xl">{title}</h2>
      {children}
      <p className="rounded-card border border-line bg-surface p-3 font-mono text-sm break-all" dir="ltr">
        {address}
      </p>
      <p>
        <CopyButton text={address} label={copy} done={copied} className={buttonClass("secondary")} />
      </p>
    </Notice>
  );
}
