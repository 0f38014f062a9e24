import { isOpen } from "@getu/domain";
import type { Incident } from "@getu/domain";

/** What has a deadline, or none. */
export type Timed = Pick<Incident, "status" | "dueAt">;

/** True for open work after its deadline. */
export const isOverdue = ({ status, dueAt }: Timed, now: Date): boolean =>
  isOpen(status) && dueAt !== null && Date.parse(dueAt) < now.getTime();
