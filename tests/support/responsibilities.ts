import { changeUser } from "@/features/users/commands";
import { canManageUser } from "@/features/users/policy";
import { UserSchema } from "@/features/users/schema";
import { ACTORS } from "./actors";
import { permitted } from "./permits";

/**
 * Sets an account's roles and responsibilities like the form on its page, from ticked boxes such as `role:staff`,
 * `forum:<id>` or `session:<id>`. Removes everything that is not ticked.
 */
export async function setResponsibilities(userId: string, ticked: readonly string[]): Promise<void> {
  const input = UserSchema.parse(Object.fromEntries(ticked.map((box) => [box, "on"])));
  const changed = await changeUser(permitted(canManageUser, { userId }, ACTORS.administrator), input);
  if (!changed.ok) throw new Error(changed.reason);
}
