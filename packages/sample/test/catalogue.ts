import { readFileSync } from "node:fs";
import { catalogueSchema } from "@getu/domain";

/** The catalogue that ships with the product. */
export const catalogue = catalogueSchema.parse(
  JSON.parse(readFileSync(new URL("../../../data/catalogue.json", import.meta.url), "utf8")),
);
