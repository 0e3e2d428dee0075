import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createFileOnce, ownMark, tryLock } from "../../scripts/support/lock";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "omapolku-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a lock has one holder, who says what it does, until it is released", () => {
  const file = join(folder, "lock");
  const first = tryLock(file, "first");
  expect(tryLock(file, "second")).toMatchObject({ ok: false, holder: { pid: process.pid, note: "first" } });
  if (first.ok) first.release();
  expect(tryLock(file).ok).toBe(true);
});

test("the lock of a killed process is ignored", () => {
  const file = join(folder, "lock");
  const { pid } = spawnSync("true");
  writeFileSync(file, JSON.stringify({ pid, startedAt: "1", note: "" }));
  expect(tryLock(file).ok).toBe(true);
});

test("the lock of a process whose id has been reused is ignored, and so is an empty file", () => {
  const file = join(folder, "lock");
  writeFileSync(file, JSON.stringify({ pid: process.ppid, startedAt: "long ago", note: "" }));
  expect(tryLock(file).ok).toBe(true);
  writeFileSync(file, "");
  expect(tryLock(file).ok).toBe(true);
});

test("of many processes that find an abandoned lock at once, one gets it", async () => {
  const file = join(folder, "lock");
  writeFileSync(file, JSON.stringify({ ...ownMark(), startedAt: "long ago", note: "" }));
  const program = `
    import { tryLock } from "./scripts/support/lock.ts";
    process.stdin.once("data", () => console.log(tryLock(${JSON.stringify(file)}).ok));
    process.stdin.once("end", () => process.exit());
    console.log("ready");`;
  const children = [1, 2, 3, 4].map(() =>
    spawn(process.execPath, ["--import=tsx", "--input-type=module", "-e", program], {
      stdio: ["pipe", "pipe", "inherit"],
    }),
  );
  const say = () =>
    Promise.all(
      children.map(
        ({ stdout }) => new Promise((resolve) => stdout.once("data", (text) => resolve(String(text).trim()))),
      ),
    );
  await say();
  const answers = say();
  for (const child of children) child.stdin.write("go");
  expect((await answers).sort()).toEqual(["false", "false", "false", "true"]);
  for (const child of children) child.stdin.end();
});

test("a secret is made once, complete, and only for its owner", () => {
  const file = join(folder, "deep", "secret");
  expect([createFileOnce(file, "one"), createFileOnce(file, "two")]).toEqual([true, false]);
  expect(readFileSync(file, "utf8")).toBe("one");
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
