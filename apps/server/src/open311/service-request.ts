import type { Catalogue } from "@getu/domain";
import type { Open311Incident } from "@getu/store";
import type { Xml, XmlList } from "./to-xml.ts";

/** A request as its sender may see it: never a contact, never who works on it. */
function toServiceRequest({ incident, updatedAt }: Open311Incident, catalogue: Catalogue): Xml {
  const category = catalogue.categories.find(({ code }) => code === incident.category);
  const [long, lat] = incident.position;
  return {
    service_request_id: String(incident.id),
    status: incident.status === "closed" ? "closed" : "open",
    status_notes: incident.status,
    service_name: category?.name.zh ?? incident.category,
    service_code: incident.category,
    description: incident.summary,
    agency_responsible: null,
    service_notice: null,
    requested_datetime: incident.reportedAt,
    updated_datetime: updatedAt.toISOString(),
    expected_datetime: incident.dueAt,
    address: null,
    address_id: null,
    zipcode: null,
    lat,
    long,
    media_url: null,
  };
}

/** Requests as the specification lists them. */
export const toServiceRequests = (found: readonly Open311Incident[], catalogue: Catalogue): XmlList => ({
  item: "request",
  items: found.map((each) => toServiceRequest(each, catalogue)),
});
