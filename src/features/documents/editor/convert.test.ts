import fc from "fast-check";
import { expect, test } from "vitest";
import { someDocument } from "../../../../tests/support/documents";
import { tidyDocument } from "../rules";
import type { Document } from "../schema";
import { fromProse, toProse } from "./convert";

test("every document comes back from the editor as it was, also what it does not know", () => {
  const kept = { type: "kept" as const, mark: "0123456789abcdef", stored: { type: "poll" } };
  fc.assert(
    fc.property(someDocument, (untidy) => {
      const document: Document = { schema: 1, blocks: [...tidyDocument(untidy).blocks, kept] };
      const inside = toProse(document);
      inside.check();
      expect(fromProse(inside)).toEqual(document);
    }),
    { numRuns: 1_000 },
  );
});
