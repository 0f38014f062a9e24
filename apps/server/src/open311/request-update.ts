import type { IncidentStatus } from "@getu/domain";
import type { Open311Update } from "@getu/store";
import type { Xml, XmlList } from "./to-xml.ts";

/** Our statuses in the words that servers with updates use. */
const STATUSES = {
  reported: "open",
  filed: "open",
  assigned: "action_scheduled",
  accepted: "in_progress",
  handling: "in_progress",
  "fed-back": "in_progress",
  verified: "in_progress",
  suspended: "planned",
  closed: "closed",
} as const satisfies Record<IncidentStatus, string>;

const toRequestUpdate = ({ incidentId, ordinal, status, at, isMerged, answer }: Open311Update): Xml => ({
  update_id: `${incidentId}_${ordinal}`,
  service_request_id: String(incidentId),
  status: isMerged ? "duplicate" : STATUSES[status],
  updated_datetime: at.toISOString(),
  description: answer ?? "",
  media_url: null,
});

/** Updates as the servers that have them list them: the specification itself knows none. */
export const toRequestUpdates = (found: readonly Open311Update[]): XmlList => ({
  item: "request_update",
  items: found.map(toRequestUpdate),
});
