import type { Duty } from "@getu/domain";

/** A duty as the value of a field. */
export const toDutyText = ({ level, gridPath }: Duty): string => `${level}:${gridPath}`;

/** The duty that a field's value names. */
export function toDuty(text: string): Duty {
  const [level, gridPath = ""] = text.split(":");
  return { level: Number(level), gridPath };
}
