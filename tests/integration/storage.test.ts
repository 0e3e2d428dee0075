import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Storage, StorageAway } from "@/platform/storage/contract";
import { DiskStorage } from "@/platform/storage/disk";
import { S3Storage } from "@/platform/storage/s3";
import { freePort } from "../../scripts/support/ports";
import { startS3 } from "../support/s3-server";

const folder = mkdtempSync(join(tmpdir(), "omapolku-disk-"));
let s3: Awaited<ReturnType<typeof startS3>>;
beforeAll(async () => {
  s3 = await startS3();
});
afterAll(async () => {
  await s3.stop();
  rmSync(folder, { recursive: true, force: true });
});

const bytes = (words: string) => new TextEncoder().encode(words);
const read = async (storage: Storage, key: string) => {
  const found = await storage.get(key);
  return found && [await new Response(found.body).text(), found.length];
};
const keys = async (storage: Storage, prefix: string) => {
  const found: string[] = [];
  for await (const { key } of storage.list(prefix)) found.push(key);
  return found.sort();
};

describe.each<[string, () => Storage]>([
  ["a folder", () => new DiskStorage(folder)],
  ["an S3-compatible store", () => new S3Storage({ ...s3.settings, atOnce: 4 })],
])("%s", (_, open) => {
  test("keeps what is put there until it is replaced or deleted", async () => {
    const storage = open();
    expect(await storage.get("pictures/one/640.webp")).toBeNull();
    expect(await storage.exists("pictures/one/640.webp")).toBe(false);
    await storage.put("pictures/one/640.webp", bytes("first"), "image/webp");
    expect(await read(storage, "pictures/one/640.webp")).toEqual(["first", 5]);
    expect(await storage.exists("pictures/one/640.webp")).toBe(true);
    await storage.put("pictures/one/640.webp", bytes("the second"), "image/webp");
    expect(await read(storage, "pictures/one/640.webp")).toEqual(["the second", 10]);
    await storage.delete("pictures/one/640.webp");
    await storage.delete("pictures/one/640.webp");
    expect(await storage.get("pictures/one/640.webp")).toBeNull();
  });

  test("keeps every byte, also of something empty and of something large", async () => {
    const storage = open();
    const large = Buffer.alloc(3_000_001);
    for (let at = 0; at < large.length; at++) large[at] = (at * 7) % 256;
    await storage.put("files/large.pdf", large, "application/pdf");
    const found = await storage.get("files/large.pdf");
    expect(Buffer.from(await new Response(found?.body).arrayBuffer()).equals(large)).toBe(true);
    await storage.put("files/empty.pdf", new Uint8Array(), "application/pdf");
    expect(await read(storage, "files/empty.pdf")).toEqual(["", 0]);
  });

  test("lists what begins with a prefix, across the pages of a long list", async () => {
    const storage = open();
    for (let n = 0; n < 15; n++) await storage.put(`many/${n}.pdf`, bytes("x"), "application/pdf");
    await storage.put("other/1.pdf", bytes("x"), "application/pdf");
    expect(await keys(storage, "many/")).toHaveLength(15);
    expect(await keys(storage, "many")).toHaveLength(15);
    expect(await keys(storage, "many/1")).toEqual(
      [".pdf", "0.pdf", "1.pdf", "2.pdf", "3.pdf", "4.pdf"].map((end) => `many/1${end}`),
    );
    expect(await keys(storage, "nothing/")).toEqual([]);
    for await (const { at } of storage.list("other/")) expect(Math.abs(Date.now() - at.getTime())).toBeLessThan(60_000);
  });

  test("whoever stops reading leaves nothing open", async () => {
    const storage = open();
    await storage.put("originals/left", new Uint8Array(2_000_000), "image/png");
    for (let n = 0; n < 20; n++) await (await storage.get("originals/left"))?.body.cancel();
    expect((await read(storage, "originals/left"))?.[1]).toBe(2_000_000);
  });

  test.each([
    "",
    "..",
    "../secret",
    "a/../b",
    "/etc/passwd",
    "a//b",
    "a\0b",
    "A",
    "a b",
    "a/",
    ".hidden",
    "x".repeat(300),
  ])("no key is %j", async (key) => {
    const storage = open();
    await expect(storage.get(key)).rejects.toThrow(TypeError);
    await expect(storage.put(key, bytes("x"), "image/png")).rejects.toThrow(TypeError);
    await expect(storage.delete(key)).rejects.toThrow(TypeError);
  });
});

test("readers of a file that is being replaced get the old or the new, whole", async () => {
  const storage = new DiskStorage(folder);
  const [old, fresh] = ["o".repeat(400_000), "n".repeat(300_000)] as const;
  await storage.put("originals/turn", bytes(old));
  const [, ...seen] = await Promise.all([
    storage.put("originals/turn", bytes(fresh)),
    ...Array.from({ length: 5 }, () => read(storage, "originals/turn")),
  ]);
  for (const found of seen) expect([old, fresh]).toContain(found?.[0]);
});

test("a folder that cannot be written says so, and leaves nothing half written", async () => {
  const blocked = join(folder, "blocked");
  writeFileSync(blocked, "a file, not a folder");
  await expect(new DiskStorage(blocked).put("a/b", bytes("x"))).rejects.toThrow(StorageAway);
  const storage = new DiskStorage(folder);
  await storage.put("whole/a", bytes("x"));
  expect(readdirSync(join(folder, "whole"))).toEqual(["a"]);
});

describe("a store that fails", () => {
  let server: Server;
  let answer: Parameters<typeof createServer>[1];
  beforeAll(async () => {
    server = createServer((request, response) => (answer as (...given: unknown[]) => void)(request, response));
    await once(server.listen(0, "127.0.0.1"), "listening");
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const store = () =>
    new S3Storage({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      ...{ bucket: "pictures", region: "us-east-1", accessKeyId: "key", secretAccessKey: "secret" },
      patience: { answer: 200, transfer: 300 },
    });
  const ways: [string, (storage: Storage) => Promise<unknown>][] = [
    ["get", (storage) => storage.get("a")],
    ["put", (storage) => storage.put("a", bytes("x"), "image/png")],
    ["exists", (storage) => storage.exists("a")],
    ["delete", (storage) => storage.delete("a")],
    ["list", (storage) => keys(storage, "a")],
  ];

  test.each(ways)("by never answering is given up in time: %s", async (_, ask) => {
    answer = () => undefined;
    const began = Date.now();
    await expect(ask(store())).rejects.toMatchObject({ name: "StorageAway", code: "timeout" });
    expect(Date.now() - began).toBeLessThan(5_000);
  });

  test.each(ways)("by refusing is not taken for an answer: %s", async (_, ask) => {
    answer = (_request, response) => response.writeHead(503).end("<Error><Code>SlowDown</Code></Error>");
    await expect(ask(store())).rejects.toMatchObject({ name: "StorageAway", code: "503" });
  });

  test.each(ways)("by being away is not taken for an answer: %s", async (_, ask) => {
    const nobody = new S3Storage({ ...s3.settings, endpoint: `http://127.0.0.1:${await freePort()}` });
    await expect(ask(nobody)).rejects.toMatchObject({ name: "StorageAway", code: "ECONNREFUSED" });
  });

  test("halfway through an answer breaks it off", async () => {
    answer = (_request, response) => {
      response.writeHead(200, { "Content-Length": "10" });
      response.write("half");
    };
    const found = await store().get("a");
    await expect(new Response(found?.body).text()).rejects.toMatchObject({ name: "StorageAway", code: "timeout" });
  });

  test("by leading elsewhere is not followed", async () => {
    answer = (_request, response) => response.writeHead(302, { Location: s3.settings.endpoint }).end();
    await expect(store().get("a")).rejects.toThrow(StorageAway);
  });
});

test("a store refuses another key, and one that does not exist is no empty store", async () => {
  const other = new S3Storage({ ...s3.settings, secretAccessKey: "another" });
  await expect(other.put("a", bytes("x"), "image/png")).rejects.toMatchObject({ code: "403" });
  const missing = new S3Storage({ ...s3.settings, bucket: "missing" });
  await expect(keys(missing, "a")).rejects.toThrow(StorageAway);
});
