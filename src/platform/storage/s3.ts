import "server-only";
import { createHash } from "node:crypto";
import { AwsClient } from "aws4fetch";
import { checkedKey, type Storage, StorageAway, type StoredBytes } from "./contract";

/** Where an S3-compatible store is, and the key with which we sign what we ask of it. */
export interface S3Settings {
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** How long the store may take, in milliseconds; shorter in tests. */
  patience?: Patience;
  /** How many keys it lists at once; fewer in tests. */
  atOnce?: number;
}

interface Patience {
  /** Until it answers a question, or sends more of an answer. */
  answer: number;
  /** Until it has taken all bytes. */
  transfer: number;
}

const PATIENCE: Patience = { answer: 5_000, transfer: 30_000 };

interface Question {
  method: "GET" | "HEAD" | "PUT" | "DELETE";
  bytes?: Uint8Array;
  type?: string;
  /** The statuses that are an answer. */
  statuses: number[];
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
/** A text of the store's XML as it was before it was escaped. */
const unescaped = (text: string) => text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? "");
/** What an element of the store's XML holds; undefined if there is none. */
const element = (xml: string, name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];

/**
 * Keeps what is stored in a bucket of an S3-compatible store. Uses what all such stores have: objects below the bucket's path,
 * PUT, GET, HEAD and DELETE of one object, ListObjects from a key on, and signatures of version 4 in the region given.
 */
export class S3Storage implements Storage {
  readonly #client: AwsClient;
  readonly #bucket: string;
  readonly #patience: Patience;
  readonly #atOnce: number;

  constructor({ endpoint, bucket, patience = PATIENCE, atOnce = 1000, ...signing }: S3Settings) {
    this.#client = new AwsClient({ ...signing, service: "s3", retries: 0 });
    this.#bucket = `${endpoint}/${bucket}`;
    this.#patience = patience;
    this.#atOnce = atOnce;
  }

  /**
   * Asks the store and returns its answer. Throws StorageAway if it answers anything else, or nothing in time. The content of
   * the answer must come in time too, however long its reader takes.
   */
  async #ask(path: string, { method, bytes, type, statuses }: Question): Promise<Response> {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), bytes ? this.#patience.transfer : this.#patience.answer);
    try {
      // Signed with the content, so that the store refuses bytes that changed on their way.
      const hash = createHash("sha256").update(bytes ?? "");
      const headers = { "X-Amz-Content-Sha256": hash.digest("hex"), ...(type && { "Content-Type": type }) };
      const signed = await this.#client.sign(`${this.#bucket}${path}`, { method, headers });
      const answer = await fetch(signed.url, {
        method,
        headers: signed.headers,
        cache: "no-store",
        redirect: "error",
        signal: late.signal,
        ...(bytes && { body: new Uint8Array(bytes) }),
      });
      if (statuses.includes(answer.status)) return answer.body ? this.#inTime(answer, answer.body, late) : answer;
      await answer.body?.cancel();
      throw new StorageAway(String(answer.status));
    } catch (error) {
      if (error instanceof StorageAway) throw error;
      const { code } = ((error as Error).cause ?? {}) as { code?: string };
      throw new StorageAway(late.signal.aborted ? "timeout" : (code ?? "network"));
    } finally {
      clearTimeout(timer);
    }
  }

  /** An answer whose content breaks off if the store sends nothing more for a while. */
  #inTime({ status, headers }: Response, content: ReadableStream<Uint8Array>, late: AbortController): Response {
    const reader = content.getReader();
    const { answer: patience } = this.#patience;
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const timer = setTimeout(() => late.abort(), patience);
        try {
          const { done, value } = await reader.read();
          if (done) controller.close();
          else controller.enqueue(value);
        } catch {
          controller.error(new StorageAway(late.signal.aborted ? "timeout" : "network"));
        } finally {
          clearTimeout(timer);
        }
      },
      cancel: () => reader.cancel(),
    });
    return new Response(body, { status, headers });
  }

  /** Asks for an answer without content, or whose content does not matter. */
  async #tell(path: string, question: Question): Promise<number> {
    const answer = await this.#ask(path, question);
    await answer.body?.cancel();
    return answer.status;
  }

  async put(key: string, bytes: Uint8Array, type: string): Promise<void> {
    await this.#tell(`/${checkedKey(key)}`, { method: "PUT", bytes, type, statuses: [200, 201, 204] });
  }

  async get(key: string): Promise<StoredBytes | null> {
    const answer = await this.#ask(`/${checkedKey(key)}`, { method: "GET", statuses: [200, 404] });
    const length = Number(answer.headers.get("content-length") ?? Number.NaN);
    if (answer.status === 404 || !answer.body) {
      await answer.body?.cancel();
      return null;
    }
    if (!Number.isSafeInteger(length)) throw new StorageAway("length");
    return { body: answer.body, length };
  }

  async exists(key: string): Promise<boolean> {
    return (await this.#tell(`/${checkedKey(key)}`, { method: "HEAD", statuses: [200, 404] })) === 200;
  }

  async delete(key: string): Promise<void> {
    await this.#tell(`/${checkedKey(key)}`, { method: "DELETE", statuses: [200, 204, 404] });
  }

  async *list(prefix: string): AsyncIterable<{ key: string; at: Date }> {
    for (let after: string | undefined = ""; after !== undefined; ) {
      const query = new URLSearchParams({ prefix, "max-keys": String(this.#atOnce), ...(after && { marker: after }) });
      const answer = await this.#ask(`?${query}`, { method: "GET", statuses: [200] });
      const xml = await answer.text();
      let last: string | undefined;
      for (const [, object = ""] of xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
        const key = element(object, "Key");
        const at = element(object, "LastModified");
        if (!key || !at) continue;
        last = unescaped(key);
        yield { key: last, at: new Date(at) };
      }
      after = element(xml, "IsTruncated") === "true" ? last : undefined;
    }
  }
}
