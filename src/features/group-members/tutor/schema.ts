import { z } from "zod";
import { Id } from "@/features/access/schema";
import { RegistrationSchema } from "@/features/registration/schema";
import type { Messages } from "@/i18n/messages";
import { Ticked } from "@/i18n/typed-values";

/** Every error is a key of the messages' GroupPeopleErrors namespace. */
const error = (key: keyof Messages["GroupPeopleErrors"]) => ({ error: key });

const { people, phone, email, messageLocale, contactWay } = RegistrationSchema.shape;
const { name, language, age } = people.element.shape;

/** What a tutor writes down about somebody who called or came by, and what the tutor answered them. */
export const WriteDownSchema = z
  .object({
    ...{ name, language, age, phone, email, messageLocale, contactWay },
    /** Nothing can be sent to them: the tutor tells them. */
    noReach: Ticked,
    answer: z.enum(["member", "waiting"], error("answer_needed")),
    permission: Ticked.refine(Boolean, error("permission_required")),
    /** An id that the page made up. Each page has its own. */
    form: Id,
  })
  .superRefine(({ phone, email, noReach, contactWay }, context) => {
    const refuse = (field: string, key: keyof Messages["GroupPeopleErrors"]) =>
      context.addIssue({ code: "custom", message: key, path: [field] });
    if (!phone && !email && !noReach) refuse("phone", "reach_needed");
    else if (!phone && !noReach && contactWay === "call") refuse("phone", "contact_way_call");
  });
export type WriteDownSchema = z.infer<typeof WriteDownSchema>;
