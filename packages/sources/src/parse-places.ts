import type { PlaceRecord } from "@getu/domain";
import { toNumber, toText } from "./cell.ts";
import type { ParsedRow, PointMapping } from "./parsed-row.ts";
import { parsePoints } from "./parsed-row.ts";
import type { Source } from "./source.ts";
import type { Problem } from "./source-error.ts";
import type { ValueMap } from "./value-map.ts";
import { findMeaning } from "./value-map.ts";

/** Which field says what about a place; `kind` is one kind for all, or a field with the meaning of its values. */
export type PlaceMapping = PointMapping & {
  kind: PlaceRecord["kind"] | { field: string; kinds: ValueMap<PlaceRecord["kind"]> };
  name?: string;
  telephone?: string;
  openingHours?: string;
  staff?: string;
};

/** Reads places; one whose kind has no meaning is rejected. */
export function parsePlaces(
  source: Source,
  mapping: PlaceMapping,
): AsyncIterableIterator<ParsedRow<PlaceRecord>, void> {
  const { kind, name, telephone, openingHours, staff } = mapping;
  const kindField = typeof kind === "string" ? undefined : kind.field;
  source.requireFields(
    [kindField, name, telephone, openingHours, staff].filter((field) => field !== undefined),
  );
  return parsePoints<PlaceRecord>(source, mapping, (row, known) => {
    const meaning = typeof kind === "string" ? kind : findMeaning(kind.kinds, row.get(kind.field));
    if (meaning === undefined)
      return { reason: "unknown-kind", detail: `"${toText(row.get(kindField ?? "")) ?? ""}"` };
    const text = (field: string | undefined) => (field === undefined ? null : toText(row.get(field)));
    const staffOnDuty = staff === undefined ? null : toNumber(row.get(staff));
    const isCount = staffOnDuty === null || (Number.isInteger(staffOnDuty) && staffOnDuty >= 0);
    const remarks: Problem[] = isCount
      ? []
      : [{ reason: "bad-staff", detail: `"${text(staff)}" is no count` }];
    const record: PlaceRecord = {
      ...known,
      name: text(name) ?? known.externalId,
      kind: meaning,
      telephone: text(telephone),
      openingHours: text(openingHours),
      staffOnDuty: isCount ? staffOnDuty : null,
    };
    return { record, remarks };
  });
}
