import { Readable } from "node:stream";
import { guardText } from "@getu/sources";
import { ZipFile } from "yazl";
import type { Cell, Sheet } from "./sheet.ts";

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** The smallest workbook that ECMA-376 knows: one sheet, whose texts stand in its cells. */
const PARTS: Readonly<Record<string, string>> = {
  "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/></Types>`,
  "_rels/.rels": `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Getu" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
};

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** What XML cannot hold is written as the format wants it: `_x0007_`; a text that looks like that is told apart. */
const toXmlText = (text: string): string =>
  text
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    // oxlint-disable-next-line no-control-regex -- these are what it is about
    .replaceAll(/[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]/g, (character) => `_x${hex(character)}_`)
    .replaceAll(/[&<>]/g, (character) => ENTITIES[character]!); // the three that are matched

const hex = (character: string): string =>
  character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");

/** `A`, `B` … `Z`, `AA`: the format leaves addresses to whoever writes, but not every reader can do without. */
const columnName = (index: number): string =>
  (index < 26 ? "" : columnName(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));

function toCell(cell: Cell, address: string): string {
  if (cell === null) return "";
  if (typeof cell === "number") return `<c r="${address}"><v>${cell}</v></c>`;
  const text = toXmlText(guardText(cell));
  return `<c r="${address}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

const toRow = (cells: readonly Cell[], number: number): string =>
  `<row r="${number}">${cells.map((cell, i) => toCell(cell, columnName(i) + number)).join("")}</row>`;

async function* sheetParts({ titles, rows }: Sheet): AsyncGenerator<string> {
  // The titles stay in sight while one scrolls.
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>${toRow(titles, 1)}`;
  let number = 1;
  for await (const row of rows) yield toRow(row, (number += 1));
  yield "</sheetData></worksheet>";
}

/** The table as a workbook, packed while it is written: memory does not grow with the rows. */
export function toXlsx(sheet: Sheet): Readable {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(PARTS)) zip.addBuffer(Buffer.from(HEAD + content), name);
  const written = Readable.from(sheetParts(sheet));
  const file = zip.outputStream as Readable;
  written.on("error", (error) => file.destroy(error)); // a broken file shall not look whole
  zip.addReadStream(written, "xl/worksheets/sheet1.xml");
  zip.end();
  return file;
}
