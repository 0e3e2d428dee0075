import { routes } from "@/i18n/routes";
import { CROWDED_FORUM } from "../support/growth";
import type { Portal } from "../support/portal";
import { BOUNDARY, beginRaw, chunked, multipart } from "../support/raw-http";
import { memoryOfFamily } from "./build";

// The cost of simultaneous forms of ten megabytes for the server and other visitors. All are refused.

const SENDERS = 40;
const MEGABYTE = 1024 * 1024;
const LOOKS = 40;

/** Prints the cost for bodies with and without a declared length. */
export async function measureFlood({ url, pid }: Portal): Promise<void> {
  const path = routes.register("fi", CROWDED_FORUM);
  const whole = Buffer.from(multipart([["a", "x".repeat(10 * MEGABYTE)]]));
  const kinds = [
    ["length declared", `Content-Length: ${whole.length}`, whole],
    ["length not declared", "Transfer-Encoding: chunked", Buffer.from(chunked(whole.toString()))],
  ] as const;
  const memory = () => Math.round(memoryOfFamily(pid) ?? 0);
  const rows: Record<string, string | number>[] = [];
  for (const [what, length, body] of kinds) {
    const before = memory();
    const head = [
      `POST ${path} HTTP/1.1`,
      `Host: ${new URL(url).host}`,
      `Content-Type: multipart/form-data; boundary=${BOUNDARY}`,
      length,
    ];
    const senders = Array.from({ length: SENDERS }, () => beginRaw(url, head));
    await Promise.all(senders.map(({ write }) => write(body.subarray(0, body.length - MEGABYTE))));
    const during = memory();
    const waits: number[] = [];
    for (let n = 0; n < LOOKS; n++) {
      const began = performance.now();
      await (await fetch(`${url}${n % 2 ? path : routes.forums("fi")}`)).arrayBuffer();
      waits.push(performance.now() - began);
    }
    const answers = await Promise.all(
      senders.map(({ write, answer }) => {
        void write(body.subarray(body.length - MEGABYTE));
        return answer;
      }),
    );
    const sorted = waits.toSorted((a, b) => a - b);
    rows.push({
      bodies: what,
      refused: answers.filter(({ status }) => status === 413).length,
      "MB before": before,
      "MB while they stand at nine megabytes": during,
      "MB after": memory(),
      "others, median ms": Math.round(sorted[LOOKS / 2] ?? 0),
      "others, worst ms": Math.round(sorted[LOOKS - 1] ?? 0),
    });
  }
  console.log(`\n${SENDERS} forms of ten megabytes at once\n`);
  console.table(rows);
}
