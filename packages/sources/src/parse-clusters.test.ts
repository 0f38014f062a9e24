import { expect, test } from "vitest";
import { tempFile } from "../test/temp-file.ts";
import { openSource } from "./open-source.ts";
import { parseClusters } from "./parse-clusters.ts";

test("households of a table are addresses with their numbers; a row without one is rejected with what stood there", async () => {
  const lines = ["5 幢,24", "6 幢,", "7 幢,many", "8 幢,0", "9 幢,2.5", ",12"];
  const rows = lines.map((line, i) => `${i + 1},118.7,32.0,${line}`).join("\n");
  const source = await openSource(tempFile(`no,lng,lat,address,homes\n${rows}\n`, "households.csv"));
  const mapping = {
    id: "no",
    idPrefix: "H-",
    position: { crs: "wgs84", fields: { lng: "lng", lat: "lat" } },
    name: "address",
    households: "homes",
  } as const;
  const [records, rejects] = [[] as unknown[], [] as unknown[]];
  for await (const { record, reject } of parseClusters(source, mapping)) {
    if (record) records.push([record.externalId, record.name, record.households]);
    if (reject) rejects.push([reject.row, reject.reason, reject.detail]);
  }
  expect(records).toEqual([
    ["H-1", "5 幢", 24],
    ["H-6", "H-6", 12],
  ]);
  expect(rejects).toEqual([
    [2, "bad-households", '"" is no number of households'],
    [3, "bad-households", '"many" is no number of households'],
    [4, "bad-households", '"0" is no number of households'],
    [5, "bad-households", '"2.5" is no number of households'],
  ]);
});
