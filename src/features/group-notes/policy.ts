import { type PermitFor, policy, tutorsGroup } from "@/features/access/policy";

/** Writing notes to the staff of a group that one tutors, and seeing and taking back one's own. */
export const canWriteGroupNotes = policy("write_group_notes", tutorsGroup);
export type WriteGroupNotes = PermitFor<typeof canWriteGroupNotes>;
