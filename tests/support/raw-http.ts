import { connect } from "node:net";

export interface RawAnswer {
  /** 0 if the connection was closed without an answer. */
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** A request whose head has been sent. */
export interface BegunRequest {
  /** Sends a part of the body; resolves when it is sent. */
  write(more: Buffer | string): Promise<void>;
  answer: Promise<RawAnswer>;
}

/**
 * Sends the head of a request as raw bytes, which no client would do. `head` are the lines before the body;
 * `Connection: close` is added.
 */
export function beginRaw(url: string, head: readonly string[]): BegunRequest {
  const { hostname, port } = new URL(url);
  const chunks: Buffer[] = [];
  const socket = connect(Number(port), hostname);
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  // A server may answer and close while we still send: its answer counts.
  socket.on("error", () => undefined);
  socket.setTimeout(30_000, () => socket.destroy());
  const answer = new Promise<RawAnswer>((resolve) => {
    socket.on("close", () => {
      const [lines = "", ...rest] = Buffer.concat(chunks).toString("utf8").split("\r\n\r\n");
      const [first = "", ...fields] = lines.split("\r\n");
      const headers = fields.map((field) => {
        const colon = field.indexOf(":");
        return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()] as const;
      });
      resolve({
        status: Number(first.split(" ")[1] ?? 0),
        headers: Object.fromEntries(headers),
        body: rest.join("\r\n\r\n"),
      });
    });
  });
  const write = (more: Buffer | string) => new Promise<void>((resolve) => socket.write(more, () => resolve()));
  void write(Buffer.from([...head, "Connection: close", "", ""].join("\r\n"), "latin1"));
  return { write, answer };
}

/** Sends a request as `beginRaw` does, with its body, and reads the whole answer. Leaves the answer's body unchanged, including chunks. */
export function askRaw(url: string, head: readonly string[], body: Buffer | string = ""): Promise<RawAnswer> {
  const { write, answer } = beginRaw(url, head);
  if (body.length > 0) void write(body);
  return answer;
}

/** A form's parts as a browser sends them (RFC 7578). */
export const BOUNDARY = "----of-the-tests-of-what-strangers-send";
export function multipart(fields: readonly (readonly [name: string, value: string])[]): string {
  const parts = fields.map(
    ([name, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return `${parts.join("")}--${BOUNDARY}--\r\n`;
}

/** A chunked body, whose length is not announced (RFC 9112, 7.1). */
export function chunked(text: string, size = 64 * 1024): string {
  const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, n) => text.slice(n * size, (n + 1) * size));
  return `${chunks.map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join("")}0\r\n\r\n`;
}
