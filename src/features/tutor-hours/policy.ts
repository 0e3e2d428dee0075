import { type PermitFor, policy, tutorsGroup, worksForGroups } from "@/features/access/policy";

/** Entering the hours that one spends on a group that one tutors, and seeing one's own entries. */
export const canEnterTutorHours = policy("enter_tutor_hours", tutorsGroup);
export type EnterTutorHours = PermitFor<typeof canEnterTutorHours>;

/** Seeing and exporting how many hours the tutors of an organisation's groups have spent: sums by month, no entries. */
export const canSumTutorHours = policy("sum_tutor_hours", (actor, { organisationId }: { organisationId: string }) =>
  worksForGroups(actor, organisationId),
);
export type SumTutorHours = PermitFor<typeof canSumTutorHours>;
