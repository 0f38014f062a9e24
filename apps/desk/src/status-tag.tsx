import { INCIDENT_STATUSES } from "@getu/domain";
import type { IncidentStatus } from "@getu/domain";
import type { CSSProperties, ReactNode } from "react";
import type { DeskWords } from "./use-desk-words.ts";

const LAST = INCIDENT_STATUSES.indexOf("closed");

/** Where an incident stands, in the place's own word, with a disc that fills on the way to closed. */
export function StatusTag({ status, words }: { status: IncidentStatus; words: DeskWords }): ReactNode {
  const share = INCIDENT_STATUSES.indexOf(status) / LAST;
  return (
    <span className={`status status--${status}`} style={{ "--share": `${share}turn` } as CSSProperties}>
      {words.status(status)}
    </span>
  );
}
