import { expect, test } from "vitest";
import { OrganisationFormSchema } from "./schema";

test.each([
  ["businessId", "12345", "business_id_invalid"],
  ["url", "example.org", "url_invalid"],
])("%s typed wrongly is refused in words", (field, text, key) => {
  const issues = OrganisationFormSchema.safeParse({ name: "Yhdistys", [field]: text }).error?.issues ?? [];
  expect(issues.map(({ path, message }) => [path.join("."), message])).toContainEqual([field, key]);
  expect(issues.map(({ message }) => message).join()).not.toContain("Invalid");
});
