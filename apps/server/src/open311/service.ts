import type { Catalogue } from "@getu/domain";
import { Open311Error } from "./open311-error.ts";
import type { Xml, XmlList } from "./to-xml.ts";

type Category = Catalogue["categories"][number];

/** The one attribute a service has: the filing condition, which sets weight and deadline. */
export const CONDITION = "condition";

/** Names stand in the office's language; the English one is the description. */
export function toServices({ categories, areas }: Catalogue): XmlList {
  const areaNames = new Map(areas.map(({ key, name }) => [key, name.zh]));
  return {
    item: "service",
    items: categories.map(({ code, area, name, conditions }) => ({
      service_code: code,
      service_name: name.zh,
      description: name.en,
      metadata: conditions.length > 1,
      type: "realtime",
      keywords: area,
      group: areaNames.get(area) ?? area,
    })),
  };
}

/** The category of a service code; throws 404 where there is none. */
export function getCategory({ categories }: Catalogue, code: string): Category {
  const found = categories.find((category) => category.code === code);
  if (!found) throw new Open311Error(404, "service_code not found");
  return found;
}

/** What may be said of a service besides its place. */
export const toDefinition = ({ code, conditions }: Category): Xml => ({
  service_code: code,
  attributes: {
    item: "attribute",
    items: [
      {
        variable: true,
        code: CONDITION,
        datatype: "singlevaluelist",
        required: false,
        datatype_description: "",
        order: 1,
        description: "情形",
        values: {
          item: "value",
          items: conditions.map(({ key, name }) => ({ key, name: name.zh })),
        },
      },
    ],
  },
});
