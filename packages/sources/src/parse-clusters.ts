import { householdClusterSchema } from "@getu/domain";
import type { ClusterRecord } from "@getu/domain";
import { toNumber, toText } from "./cell.ts";
import type { ParsedRow, PointMapping } from "./parsed-row.ts";
import { parsePoints } from "./parsed-row.ts";
import type { Source } from "./source.ts";

/** Which field says what about households that are visited together: the address, and how many live there. */
export type ClusterMapping = PointMapping & { name?: string; households: string };

const { households: householdsSchema } = householdClusterSchema.shape;

/** Reads household clusters; one without a number of households is rejected. */
export function parseClusters(
  source: Source,
  mapping: ClusterMapping,
): AsyncIterableIterator<ParsedRow<ClusterRecord>, void> {
  const { name, households: field } = mapping;
  source.requireFields([name, field].filter((each) => each !== undefined));
  return parsePoints<ClusterRecord>(source, mapping, (row, known) => {
    const { data: households } = householdsSchema.safeParse(toNumber(row.get(field)));
    if (households === undefined)
      return {
        reason: "bad-households",
        detail: `"${toText(row.get(field)) ?? ""}" is no number of households`,
      };
    const address = name === undefined ? null : toText(row.get(name));
    return { record: { ...known, name: address ?? known.externalId, households } };
  });
}
