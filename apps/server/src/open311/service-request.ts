import type { Catalogue, LoopWords } from "@getu/domain";
import type { Open311Incident } from "@getu/store";
import type { Xml, XmlList } from "./to-xml.ts";

type Words = { catalogue: Catalogue; loopWords: LoopWords };

/** A request as its sender may see it, in the office's language: never a contact, never who works on it. */
function toServiceRequest({ incident, updatedAt }: Open311Incident, { catalogue, loopWords }: Words): Xml {
  const category = catalogue.categories.find(({ code }) => code === incident.category);
  const [long, lat] = incident.position;
  return {
    service_request_id: String(incident.id),
    status: incident.status === "closed" ? "closed" : "open",
    status_notes: loopWords.statuses[incident.status].zh,
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
export const toServiceRequests = (found: readonly Open311Incident[], words: Words): XmlList => ({
  item: "request",
  items: found.map((each) => toServiceRequest(each, words)),
});
