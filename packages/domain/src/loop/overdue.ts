import { isOpen } from "../incident/incident.ts";
import type { Incident } from "../incident/incident.ts";

/** What has a deadline, or none. */
export type Timed = Pick<Incident, "status" | "dueAt">;

/** True for open work after its deadline. */
export const isOverdue = ({ status, dueAt }: Timed, now: Date): boolean =>
  isOpen(status) && dueAt !== null && Date.parse(dueAt) < now.getTime();

/** True for work that its leader is called for: it waits to be accepted, or it is late. */
export const isPressing = (work: Timed, now: Date): boolean =>
  work.status === "assigned" || isOverdue(work, now);
