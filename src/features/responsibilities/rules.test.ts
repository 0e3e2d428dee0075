import { expect, test } from "vitest";
import { roleRefusal } from "./rules";

test("who works here hosts, an interpreter interprets, and who gets into a workspace arranges", () => {
  expect(roleRefusal("hosts", [])).toBe("person_unknown");
  expect(roleRefusal("hosts", ["peer_tutor"])).toBeNull();
  expect(roleRefusal("interprets", ["staff"])).toBe("interpreter_role");
  expect(roleRefusal("interprets", ["peer_tutor", "interpreter"])).toBeNull();
  expect(roleRefusal("arranges", ["interpreter", "translator", "peer_tutor"])).toBe("arranger_role");
  for (const role of ["counsellor", "staff", "administrator"] as const)
    expect(roleRefusal("arranges", [role])).toBeNull();
});
