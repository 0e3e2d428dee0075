import { once } from "node:events";
import { createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline } from "node:stream/promises";
import { describe, expect, test } from "vitest";
import { PortalRequest } from "./request";

const APP_URL = "https://omapolku.example";

/** What a server makes of a request with these headers. */
async function received<T>(headers: Record<string, string>, judge: (request: PortalRequest) => T): Promise<T> {
  let judged: T | undefined;
  const server = createServer({ IncomingMessage: PortalRequest }, (request, response) => {
    judged = judge(request);
    response.end();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const [answer] = await once(send({ host: "127.0.0.1", port, headers }).end(), "response");
  await once(answer.resume(), "end");
  server.close();
  return judged as T;
}

test("all headers that proxies add are removed, however they are spelled, and nothing else", async () => {
  const sent = {
    Host: "omapolku.example",
    Accept: "text/html",
    "X-Forwarded-For": "192.0.2.1",
    "x-forwarded-host": "example.org",
    "X-FORWARDED-PROTO": "https",
    "X-Forwarded-Port": "443",
    Forwarded: "for=192.0.2.1;host=example.org",
    "X-Real-IP": "192.0.2.1",
    "X-Request-Id": "0123456789",
  };
  const left = await received(sent, (request) => {
    request.forgetProxies();
    return Object.keys(request.headers);
  });
  expect(left.filter((name) => name !== "connection").sort()).toEqual(["accept", "host"]);
});

describe("an overlong body is kept only up to the size that a form may have", () => {
  const MEGABYTE = 1024 * 1024;

  /** Sends this many chunks of 64 KB. Returns what the server received of them, once the sender has its answer or none. */
  async function sent(chunks: number, headers: Record<string, string> = {}) {
    const got = { bytes: 0, tooLong: false, answered: false };
    const server = createServer({ IncomingMessage: PortalRequest }, (request, response) => {
      request.on("data", (chunk: Buffer) => {
        got.bytes += chunk.length;
      });
      request.on("end", () => {
        got.tooLong = request.isTooLong;
        response.end();
      });
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;
    const sender = send({ host: "127.0.0.1", port, method: "POST", headers });
    const answer = once(sender, "response").then(
      ([response]) => {
        got.answered = true;
        return once(response.resume(), "end");
      },
      () => undefined,
    );
    const chunk = Buffer.alloc(64 * 1024, "x");
    await pipeline(Array.from({ length: chunks }).fill(chunk), sender).catch(() => undefined);
    await answer;
    server.closeAllConnections();
    server.close();
    return got;
  }

  test("with or without a declared length, and its sender gets the answer", async () => {
    for (const headers of [{}, { "Content-Length": String(10 * MEGABYTE) }] as Record<string, string>[]) {
      const { bytes, ...rest } = await sent(160, headers);
      expect(bytes).toBeLessThanOrEqual(MEGABYTE);
      expect(rest).toEqual({ tooLong: true, answered: true });
    }
    expect(await sent(16)).toEqual({ bytes: MEGABYTE, tooLong: false, answered: true });
  });

  test("and an endless one is not read to the end", async () => {
    const { bytes, answered } = await sent(1_000);
    expect(bytes).toBeLessThanOrEqual(MEGABYTE);
    expect(answered).toBe(false);
  });
});

describe("a form comes from us", () => {
  const judge = (request: PortalRequest) => [request.comesFromUs(APP_URL), request.headers["x-forwarded-host"]];

  test("from the address that the browser asked for, with its port", async () => {
    expect(await received({ Host: "localhost:8443", Origin: "https://localhost:8443" }, judge)).toEqual([
      true,
      undefined,
    ]);
    expect(await received({ Host: "localhost", Origin: "https://localhost:8443" }, judge)).toEqual([false, undefined]);
    const behind = { Host: "10.0.0.1", "X-Forwarded-Host": "localhost:8443", Origin: "https://localhost:8443" };
    expect(await received(behind, judge)).toEqual([true, "localhost:8443"]);
  });

  test("from the portal's own address, even behind a proxy that hides it, and Next.js is told so", async () => {
    expect(await received({ Host: "10.0.0.1", Origin: APP_URL }, judge)).toEqual([true, "omapolku.example"]);
    expect(await received({ Host: "10.0.0.1", Origin: "http://omapolku.example" }, judge)).toEqual([false, undefined]);
  });

  test("never from elsewhere or from an invalid origin; without an origin it does not come from a browser", async () => {
    expect(await received({ Host: "omapolku.example", Origin: "https://example.org" }, judge)).toEqual([
      false,
      undefined,
    ]);
    expect(await received({ Host: "omapolku.example", Origin: "null" }, judge)).toEqual([false, undefined]);
    expect(await received({ Host: "omapolku.example" }, judge)).toEqual([true, undefined]);
  });
});
