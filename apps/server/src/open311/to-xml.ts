/** What a document of the specification is made of; an array is a list of elements of one name. */
export type Xml = string | number | boolean | null | XmlFields | XmlList;

/** Elements by name. */
type XmlFields = { readonly [name: string]: Xml };

/** A list as XML has it: every item is an element of this name. */
export type XmlList = { readonly item: string; readonly items: readonly Xml[] };

const isList = (value: XmlFields | XmlList): value is XmlList =>
  Array.isArray((value as Partial<XmlList>).items) && typeof (value as Partial<XmlList>).item === "string";

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Everything but the characters that XML 1.0 has (production 2 of the recommendation). */
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** What XML has no form for is left out. */
const escape = (text: string): string =>
  text.replaceAll(NOT_XML, "").replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

/** An element with everything below it; null is an empty element. */
function toElement(name: string, value: Xml): string {
  if (value === null) return `<${name}/>`;
  if (typeof value !== "object") return `<${name}>${escape(String(value))}</${name}>`;
  const inside = isList(value)
    ? value.items.map((item) => toElement(value.item, item))
    : Object.entries(value).map(([field, child]) => toElement(field, child));
  return `<${name}>${inside.join("")}</${name}>`;
}

/** The document with this root. */
export const toXml = (root: string, value: Xml): string =>
  `<?xml version="1.0" encoding="utf-8"?>${toElement(root, value)}`;

/** The same value for JSON, where a list is an array. */
export function toJson(value: Xml): unknown {
  if (value === null || typeof value !== "object") return value;
  if (isList(value)) return value.items.map(toJson);
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, toJson(child)]));
}
