import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SentFile } from "../platform/begun";
import { LARGEST_FILE } from "../ui/too-long";
import { PortalRequest } from "./request";
import { mayCarryFile, UnreadableForm, Uploads } from "./uploads";

const PATH = "/fi/work/media";
/** What the server made of a request: the form that is left, and the file. */
interface Made {
  fields: [string, string][];
  file: (SentFile & { bytes?: Buffer }) | undefined;
}

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** The bytes in buffers that something still holds. What one collection finds is only counted out by the next. */
function memoryInUse(): number {
  collectGarbage();
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
}

/** What a test does when the server has the whole form. */
let atForm = () => {};

/** The account of a request's cookie; nobody may upload without one. */
const uploads = new Uploads(async ({ headers: { cookie } }) => cookie);
const held: (() => void)[] = [];
const server = createServer({ IncomingMessage: PortalRequest }, (request, response) => {
  request.carriesFile = mayCarryFile(request, request.url ?? "");
  uploads
    .receive(request, async (rest) => {
      const form = await new Response(await text(rest), {
        headers: { "Content-Type": String(rest.headers["content-type"]) },
      }).formData();
      atForm();
      if (form.get("hold")) await new Promise<void>((resolve) => held.push(resolve));
      const path = request.file?.path;
      const file = request.file && { ...request.file, ...(path && { bytes: readFileSync(path).toString("base64") }) };
      response.end(JSON.stringify({ fields: [...form], file, length: rest.headers["content-length"] }));
    })
    .catch((error: unknown) => response.writeHead(error instanceof UnreadableForm ? error.status : 500).end());
});
beforeAll(() => once(server.listen(0, "127.0.0.1"), "listening"));
afterAll(() => {
  server.closeAllConnections();
  server.close();
  uploads.close();
});

const head = (name: string, file?: string) =>
  `--x\r\nContent-Disposition: form-data; name="${name}"${file === undefined ? "" : `; filename="${file}"\r\nContent-Type: image/jpeg`}\r\n\r\n`;
const form = (name: string, content: string | Buffer) =>
  Buffer.concat([
    Buffer.from(`${head("credit")}Ämina\r\n${head("file", name)}`),
    Buffer.from(content),
    Buffer.from(`\r\n${head("organisation")}x\r\n--x--\r\n`),
  ]);

/** Sends a body in chunks; the status, and what the server made of it. */
async function sent(body: Iterable<Buffer>, { cookie = "anna" }: { cookie?: string | null } = {}) {
  const { port } = server.address() as AddressInfo;
  const headers = { "Content-Type": "multipart/form-data; boundary=x", ...(cookie && { Cookie: cookie }) };
  const sender = send({ host: "127.0.0.1", port, path: PATH, method: "POST", headers });
  const answer = once(sender, "response");
  answer.catch(() => undefined);
  for (const chunk of body) if (!sender.write(chunk)) await Promise.race([once(sender, "drain"), answer]);
  sender.end();
  const [response] = await answer;
  const said = await text(response);
  return { status: response.statusCode as number, made: said ? (JSON.parse(said) as Made) : null };
}

test("only the forms of some pages may carry a file", () => {
  const asked = (method: string, type: string, path: string) =>
    mayCarryFile({ method, headers: { "content-type": type } } as PortalRequest, path);
  expect(asked("POST", "multipart/form-data; boundary=x", PATH)).toBe(true);
  expect(asked("POST", "multipart/form-data; boundary=x", "/fi/work/venues/new")).toBe(false);
  expect(asked("POST", "text/plain", PATH)).toBe(false);
  expect(asked("GET", "multipart/form-data; boundary=x", PATH)).toBe(false);
});

test("a file is taken out of its form, and everything else stays in its order", async () => {
  const { status, made } = await sent([form('kesä"retki.jpg', "picture\r\n--bytes")]);
  expect(status).toBe(200);
  expect(made?.fields).toEqual([
    ["credit", "Ämina"],
    ["file", ""],
    ["organisation", "x"],
  ]);
  expect(made?.file).toMatchObject({ tooLarge: false });
  expect(Buffer.from(String(made?.file?.bytes), "base64").toString()).toBe("picture\r\n--bytes");
});

test("no chosen file, and an empty one", async () => {
  expect((await sent([form("", "")])).made?.file).toMatchObject({ name: "", tooLarge: false });
  expect((await sent([form("tyhja.jpg", "")])).made?.file).toMatchObject({ name: "tyhja.jpg", bytes: "" });
});

test("whoever may not upload gets an answer, and nothing of theirs is kept", async () => {
  const { made } = await sent([form("kuva.jpg", "picture")], { cookie: null });
  expect(made?.file).toEqual({ name: "kuva.jpg", tooLarge: false });
});

describe("a file that is too large", () => {
  /** A form whose file has so many megabytes. */
  function* large(megabytes: number) {
    yield Buffer.from(head("file", "suuri.jpg"));
    const chunk = Buffer.alloc(1024 * 1024, "x");
    for (let n = 0; n < megabytes; n++) yield chunk;
    yield Buffer.from("\r\n--x--\r\n");
  }

  test("is named as such, without being kept in memory", async () => {
    const before = memoryInUse();
    let during = 0;
    atForm = () => {
      during = memoryInUse();
    };
    const { status, made } = await sent(large(100));
    expect({ status, tooLarge: made?.file?.tooLarge }).toEqual({ status: 200, tooLarge: true });
    expect(during - before).toBeLessThan(60 * 1024 * 1024);
  });

  test("only begins behind its limit", async () => {
    const exact = await sent([form("juuri.jpg", Buffer.alloc(LARGEST_FILE))]);
    expect(exact.made?.file?.tooLarge).toBe(false);
    const over = await sent([form("juuri.jpg", Buffer.alloc(LARGEST_FILE + 1))]);
    expect(over.made?.file?.tooLarge).toBe(true);
  });

  test("is not read without end, and from strangers not for long", async () => {
    await expect(sent(large(400))).rejects.toThrow();
    await expect(sent(large(60), { cookie: null })).rejects.toThrow();
  });
});

test("each account sends one file at a time; others do not wait for it", async () => {
  const slow = sent([Buffer.from(`${head("hold")}1\r\n`), form("eka.jpg", "first")]);
  while (held.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const second = await sent([form("toka.jpg", "second")]);
  expect(second.made?.file).toEqual({ name: "toka.jpg", tooLarge: false });
  const other = await sent([form("muu.jpg", "other")], { cookie: "omar" });
  expect(other.made?.file?.bytes).toBeDefined();
  for (const release of held.splice(0)) release();
  expect((await slow).made?.file?.bytes).toBeDefined();
  expect((await sent([form("kolmas.jpg", "third")])).made?.file?.bytes).toBeDefined();
});

test.each([
  ["cut off", Buffer.from(`${head("file", "kuva.jpg")}half`), 400],
  ["without parts", Buffer.from("nonsense"), 400],
  [
    "with too long a text",
    Buffer.concat([Buffer.from(head("credit")), Buffer.alloc(300 * 1024, "x"), Buffer.from("\r\n--x--\r\n")]),
    413,
  ],
])("a form that is %s is refused", async (_, body, status) => {
  expect((await sent([body])).status).toBe(status);
});
