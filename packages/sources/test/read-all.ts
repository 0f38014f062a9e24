import { openSource } from "../src/open-source.ts";
import type { SourceRow } from "../src/source.ts";
import { tempFile } from "./temp-file.ts";

/** All rows of a file with this content. */
export async function readAll(content: string | Buffer, encoding?: string): Promise<SourceRow[]> {
  const source = await openSource(tempFile(content), encoding === undefined ? {} : { encoding });
  const rows: SourceRow[] = [];
  for await (const row of source.rows()) rows.push(row);
  return rows;
}
