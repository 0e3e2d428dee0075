import { Permit } from "@/features/access/policy";
import { saveText, saveTextDraft } from "@/features/content/commands";
import { canWriteText } from "@/features/content/policy";
import { findEditionSubject } from "@/features/content/queries";

// A process of the portal that the test kills while it saves. Keeps a draft of each next revision of a text, then saves it.
// Prints each step only once it is confirmed.

const [itemId = "", userId = "", form = "", from = "0"] = process.argv.slice(2);

const subject = await findEditionSubject(itemId, "so");
const user = { kind: "user", id: userId, email: "", name: null, roles: ["administrator"], trace: null } as const;
const nothing = {
  organisationIds: [],
  forumIds: [],
  forumSessionIds: [],
  hostedSessionIds: [],
  ledGroupIds: [],
  cleared: true,
} as const;
const permit = subject && Permit.ask(canWriteText, { ...user, ...nothing }, subject);
if (!permit) throw new Error("there is no such text");
for (let startedFrom = Number(from); ; startedFrom++) {
  const typed = {
    fields: { title: `Nooca ${startedFrom + 1}` },
    ...{ startedFrom, read: 1, typedIn: { form, follows: null, beside: [] } },
  };
  const draft = await saveTextDraft(permit, typed);
  if (!draft.ok) throw new Error(draft.reason);
  console.log(`kept ${startedFrom + 1}`);
  const saved = await saveText(permit, typed);
  if (!saved.ok) throw new Error(saved.reason);
  console.log(`saved ${startedFrom + 1}`);
}
