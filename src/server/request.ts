import { IncomingMessage } from "node:http";
import type { SentFile, TypedInput } from "../platform/begun.ts";

/** The most bytes that a form may send: Next.js's own limit for actions. */
const LARGEST_BODY = 1024 * 1024;
/** How much of an overlong body is still read, so that the sender gets an answer instead of a broken connection. */
const READ_OUT = 32 * LARGEST_BODY;

/** Headers that proxies add. If no proxy is trusted, they are only a stranger's claims. */
const OF_PROXIES = /^(x-forwarded-.+|forwarded|x-real-ip|x-request-id)$/;

/** A request that knows how much it has sent, and whether an action has begun to act on it (platform/begun.ts). */
export class PortalRequest extends IncomingMessage {
  begun = false;
  typed?: TypedInput;
  file?: SentFile;
  /** It may carry a file, which src/server/uploads.ts takes out of it, within limits of its own. */
  carriesFile = false;
  #received = 0;

  /**
   * Passes on the body up to the largest that a form may send, and drops the rest. Of a body without a declared length
   * Next.js would otherwise keep ten megabytes in memory before it checks the size.
   */
  override push(chunk: Buffer | null, encoding?: BufferEncoding): boolean {
    this.#received += chunk?.length ?? 0;
    if (chunk === null || this.carriesFile || this.#received <= LARGEST_BODY) return super.push(chunk, encoding);
    if (this.#received > READ_OUT) this.destroy();
    return true;
  }

  /** Whether it has sent, or announces, more than a form may. */
  get isTooLong(): boolean {
    if (this.carriesFile) return false;
    return Math.max(this.#received, Number(this.headers["content-length"] ?? 0)) > LARGEST_BODY;
  }

  /** Resolves when the body has ended, or is longer than anybody reads. */
  async readOut(): Promise<void> {
    if (Number(this.headers["content-length"] ?? 0) > READ_OUT) return;
    this.resume();
    await new Promise<void>((resolve) => {
      this.once("close", resolve).once("end", resolve).once("error", resolve);
    });
  }

  /** The same request with another body, for who has read the first. */
  withBody(body: Buffer, type: string): PortalRequest {
    const { socket, httpVersion, httpVersionMajor, httpVersionMinor, method, url } = this;
    const copy = new PortalRequest(socket);
    const { "transfer-encoding": _, ...headers } = this.headers;
    Object.assign(copy, { httpVersion, httpVersionMajor, httpVersionMinor, method, url, complete: true });
    copy.headers = { ...headers, "content-type": type, "content-length": String(body.length) };
    copy.rawHeaders = Object.entries(copy.headers).flatMap(([name, value]) =>
      [value ?? []].flat().flatMap((each) => [name, each]),
    );
    copy.push(body);
    copy.push(null);
    return copy;
  }

  /** Removes the headers that only proxies may set. */
  forgetProxies(): void {
    for (const name of Object.keys(this.headers)) if (OF_PROXIES.test(name)) delete this.headers[name];
  }

  /**
   * Whether a form comes from a page of this portal: from the address that the browser asked for (RFC 6454), or from
   * the portal's public address, in case a proxy does not pass on the full host. Next.js compares the two again, so it
   * is told in that case. A request without an origin does not come from a browser, so it carries no cookie that its
   * sender does not have.
   */
  comesFromUs(publicAddress: string | undefined): boolean {
    const { origin, host } = this.headers;
    if (origin === undefined) return true;
    if (!URL.canParse(origin)) return false;
    const asked = String(this.headers["x-forwarded-host"] ?? host ?? "")
      .split(",", 1)[0]
      ?.trim();
    const from = new URL(origin);
    if (from.host === asked) return true;
    if (!publicAddress || from.origin !== new URL(publicAddress).origin) return false;
    this.headers["x-forwarded-host"] = from.host;
    return true;
  }
}
