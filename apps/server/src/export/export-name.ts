import type { Territory } from "@getu/domain";
import { WHAT } from "./export-words.ts";
import type { ExportLanguage } from "./export-words.ts";

/** What a file holds, of where and when. */
export type ExportSubject = {
  territory: Pick<Territory, "name">;
  language: ExportLanguage;
  what: keyof typeof WHAT;
  /** A month, or a time as text. */
  when: string;
};

/** No file system takes all of these in a name. */
const AWKWARD = /[\p{Cc}\s\\/:*?"<>|]+/gu;

/** Percent-encoded as RFC 8187 wants it: four more characters than a component of an address. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /['()*]/g,
    (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** The header that names a file from parts, with a plain name for who reads no other. */
export function attachment(
  { plain, full }: { plain: readonly string[]; full: readonly string[] },
  extension: string,
): string {
  const nameOf = (parts: readonly string[]): string =>
    `${parts.join("-").replaceAll(AWKWARD, "-")}.${extension}`;
  return `attachment; filename="${nameOf(plain)}"; filename*=UTF-8''${encoded(nameOf(full))}`;
}

/** The header that names a table by where, what and when. */
export const contentDisposition = (
  { territory, language, what, when }: ExportSubject,
  format: "csv" | "xlsx",
): string =>
  attachment(
    { plain: ["getu", what, when], full: [territory.name[language], WHAT[what][language], when] },
    format,
  );
