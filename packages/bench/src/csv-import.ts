import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { catalogueSchema, dueAt, workingCalendarSchema } from "@getu/domain";
import type { IncidentRecord } from "@getu/domain";
import { createTimeReader, findFiling, openSource, parseIncidents } from "@getu/sources";
import type { IncidentMapping } from "@getu/sources";

const TIME_ZONE = "Asia/Shanghai";

const readData = async (file: string): Promise<unknown> =>
  JSON.parse(await readFile(fileURLToPath(new URL(`../../../data/${file}`, import.meta.url)), "utf8"));

/** Writes incidents as an office would hand them over. */
export async function writeCsv(path: string, records: readonly IncidentRecord[]): Promise<void> {
  const lines = records.map(
    ({ externalId, position: [lng, lat], occurredAt, closedAt }) =>
      `${externalId},${lng},${lat},${occurredAt},${closedAt ?? ""}`,
  );
  await writeFile(path, `id,lng,lat,occurred,closed\n${lines.join("\n")}\n`);
}

/** How such a file is read, with the catalogue and the working calendar that ship with the product. */
export async function createCsvMapping(): Promise<IncidentMapping> {
  const catalogue = catalogueSchema.parse(await readData("catalogue.json"));
  const calendar = workingCalendarSchema.parse(await readData("working-calendar.json"));
  return {
    id: "id",
    idPrefix: "",
    position: { crs: "wgs84", fields: { lng: "lng", lat: "lat" } },
    filing: findFiling(catalogue, catalogue.categories[0]?.code),
    status: null,
    channel: "hotline",
    occurred: "occurred",
    closed: "closed",
    readTime: createTimeReader("iso", TIME_ZONE),
    dueAt: (startedAt, rule) => dueAt({ startedAt, rule }, { calendar, timeZone: TIME_ZONE }),
  };
}

/** The records of a file; a row that is refused throws, because made-up files have none. */
export async function* readCsv(path: string, mapping: IncidentMapping): AsyncGenerator<IncidentRecord> {
  for await (const { record, reject } of parseIncidents(await openSource(path), mapping)) {
    if (!record) throw new Error(`${path}: ${reject?.reason} ${reject?.detail}`);
    yield record;
  }
}
