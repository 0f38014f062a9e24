import { readFileSync } from "node:fs";
import { catalogueSchema, workingCalendarSchema } from "@getu/domain";

/** The catalogue that ships with the product. */
export const catalogue = catalogueSchema.parse(
  JSON.parse(readFileSync(new URL("../../../data/catalogue.json", import.meta.url), "utf8")),
);

/** The working calendar that ships with the product. */
export const calendar = workingCalendarSchema.parse(
  JSON.parse(readFileSync(new URL("../../../data/working-calendar.json", import.meta.url), "utf8")),
);
