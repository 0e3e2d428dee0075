import { arranges, policy } from "@/features/access/policy";

/** Opening the page from which one forum is arranged. */
export const openDesk = policy("open_desk", arranges);
