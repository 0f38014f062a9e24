import { post } from "./account/post.ts";

/** A table as a file: how many rows it has, and how many more there would be (`"12000+"`: at least so many). */
export type ExportedFile = { rows: number; leftOut: string };

/** What is exported of a territory. */
export type ExportRequest = {
  territoryId: number;
  what: "incidents" | "assessment" | "visits" | "needs";
  body: { format: "csv" | "xlsx" } & Readonly<Record<string, unknown>>;
};

/** Hands an answer to the browser to keep, under the name that the server gives it. */
export async function keepFile(answer: Response): Promise<void> {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = nameOf(answer.headers);
  link.click();
  URL.revokeObjectURL(link.href);
}

/** The name that the server gives a file, of which only this form can be Chinese. */
function nameOf(headers: Headers): string {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(headers.get("content-disposition") ?? "")?.[1];
  return encoded === undefined ? "getu" : decodeURIComponent(encoded);
}

/** Fetches a table and hands it to the browser to keep; throws the refusal when there is one. */
export async function exportFile({ territoryId, what, body }: ExportRequest): Promise<ExportedFile> {
  const response = await post(`/territories/${territoryId}/exports/${what}`, body);
  await keepFile(response);
  const { headers } = response;
  return { rows: Number(headers.get("x-getu-rows")), leftOut: headers.get("x-getu-left-out") ?? "0" };
}
