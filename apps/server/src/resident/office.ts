import type { Context } from "@getu/api";
import { CONTACT_DAYS } from "@getu/domain";
import type { Office } from "@getu/domain";
import { listTerritories } from "@getu/store";

/** What everybody may know of the office: where it works and what it takes care of. */
export async function getOffice({ db, catalogue, basemap }: Context): Promise<Office> {
  const territories = await listTerritories(db);
  return {
    territories: territories.flatMap(({ id, name, bbox }) => (bbox ? [{ id, name, bbox }] : [])),
    areas: catalogue.areas,
    categories: catalogue.categories.map(({ code, area, name }) => ({ code, area, name })),
    basemap,
    contactDays: CONTACT_DAYS,
  };
}
