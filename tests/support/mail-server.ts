import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

export interface MailServer {
  smtpUrl: string;
  /** The address that returns the mails so far whose recipients contain the parameter `to`, as JSON. */
  readUrl: string;
  mails: ParsedMail[];
  /** While true, refuses every recipient temporarily (RFC 5321, 421), like a busy server. */
  busy: boolean;
  /** If set, the server waits for this before it takes a mail or refuses a recipient: a slow server. */
  pause: Promise<void> | null;
  stop(): Promise<void>;
}

/** Addresses that begin like this are refused as unknown, in words that repeat them. */
export const REFUSED = "refused";
/** Addresses that begin like this are refused temporarily, also in words that repeat them. */
export const DEFERRED = "deferred";

/** A real SMTP server on this machine that keeps the mail it takes. */
export async function startMailServer(): Promise<MailServer> {
  const mails: ParsedMail[] = [];
  const state: Pick<MailServer, "busy" | "pause"> = { busy: false, pause: null };
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    async onRcptTo({ address }, _session, done) {
      if (address.startsWith(REFUSED)) await state.pause;
      if (state.busy) return done(Object.assign(new Error("try again later"), { responseCode: 421 }));
      if (address.startsWith(DEFERRED))
        return done(Object.assign(new Error(`4.2.1 <${address}>: try again later`), { responseCode: 450 }));
      const refused = address.startsWith(REFUSED);
      return done(
        refused ? Object.assign(new Error(`5.1.1 <${address}>: no such mailbox`), { responseCode: 550 }) : undefined,
      );
    },
    onData(stream, _session, done) {
      const { pause } = state;
      simpleParser(stream).then(async (mail) => {
        await pause;
        mails.push(mail);
        done();
      }, done);
    },
  });
  // A client killed in the middle resets its connection; that is no fault of the server.
  smtp.on("error", () => undefined);
  await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
  const reader = createServer((request, response) => {
    // Never all of them: tests ask ten times a second, and late in a run there are megabytes.
    const to = new URL(request.url ?? "/", "http://localhost").searchParams.get("to") ?? "";
    const found = mails.filter((mail) => JSON.stringify(mail.to).includes(to));
    response.setHeader("Content-Type", "application/json").end(JSON.stringify(found));
  });
  await new Promise<void>((resolve) => reader.listen(0, "127.0.0.1", resolve));
  return Object.assign(state, {
    smtpUrl: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
    readUrl: `http://127.0.0.1:${(reader.address() as AddressInfo).port}`,
    mails,
    async stop() {
      reader.closeAllConnections();
      await Promise.all([
        new Promise((resolve) => reader.close(resolve)),
        new Promise<void>((resolve) => smtp.close(() => resolve())),
      ]);
    },
  });
}
