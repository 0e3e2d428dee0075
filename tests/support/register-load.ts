import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { register } from "@/features/registration/commands";
import { startWorker } from "@/worker";
import { party } from "./parties";
import { atOnce } from "./random";

// A portal process under load, to be killed: registers this many families at a forum and sends their messages. Reports
// each registration only once it is confirmed. If restarted, it presses the same buttons again, as people would.

const [slug = "", parties = "0", connections = "10"] = process.argv.slice(2);

/** The id of the nth family's form, the same however often it is sent. */
function submissionOf(n: number): string {
  const hex = createHash("md5").update(`${slug}:${n}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

await startWorker();
await atOnce(
  Number(connections),
  Array.from({ length: Number(parties) }, (_, n) => n),
  async (n) => {
    const registration = party(1 + (n % 4), { email: `${slug}-${n}@example.org` });
    for (;;) {
      try {
        const result = await register({
          slug,
          locale: "so",
          submission: submissionOf(n),
          acceptWaiting: true,
          registration,
        });
        if (!result.ok) throw new Error(result.reason);
        console.log(`told ${n} ${result.token} ${result.status}`);
        return;
      } catch {
        // The database is away: people wait a moment and press again.
        await sleep(250);
      }
    }
  },
);
console.log("done");
