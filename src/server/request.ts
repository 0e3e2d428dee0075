import { IncomingMessage } from "node:http";

/** What a form may send in all, in bytes: Next.js's own limit for actions. */
const LARGEST_BODY = 1024 * 1024;
/** What of a body that is too long is still read, so that its sender hears the answer instead of a connection that breaks. */
const READ_OUT = 32 * LARGEST_BODY;

/** What proxies say of a request that they pass on. Where none is trusted, it is only what a stranger says. */
const OF_PROXIES = /^(x-forwarded-.+|forwarded|x-real-ip|x-request-id)$/;

/** A request that knows how much it has sent, and whether an action has begun to act on that (platform/begun.ts). */
export class PortalRequest extends IncomingMessage {
  begun = false;
  #received = 0;

  override push(chunk: Buffer | null, encoding?: BufferEncoding): boolean {
    this.#received += chunk?.length ?? 0;
    return super.push(chunk, encoding);
  }

  /** Whether it has sent, or says that it will send, more than a form may. */
  get isTooLong(): boolean {
    return Math.max(this.#received, Number(this.headers["content-length"] ?? 0)) > LARGEST_BODY;
  }

  /** Resolves when nothing more is to come, or more than anybody reads. */
  async readOut(): Promise<void> {
    if (Number(this.headers["content-length"] ?? 0) > READ_OUT) return;
    this.resume();
    await new Promise<void>((resolve) => {
      this.once("close", resolve).once("end", resolve).once("error", resolve);
    });
  }

  /** Takes off what nobody vouches for: all that proxies say, where there are none. */
  forgetProxies(): void {
    for (const name of Object.keys(this.headers)) if (OF_PROXIES.test(name)) delete this.headers[name];
  }

  /**
   * Whether a form comes from a page of this portal: of the address that the browser asked (RFC 6454), or that the portal is
   * known by, should a proxy not pass on the first one whole. Then Next.js, which compares them once more, is told so. A request
   * without an origin is no browser's, and no cookie came with it that its sender does not have.
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
