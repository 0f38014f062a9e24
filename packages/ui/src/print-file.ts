import { printStageSchema } from "@getu/domain";
import type { Print, PrintOrder, PrintStage } from "@getu/domain";
import { z } from "zod";
import { post } from "./account/post.ts";
import { keepFile } from "./export-file.ts";
import { fetchJson } from "./fetch-json.ts";
import { randomUuid } from "./random-uuid.ts";

/** What is printed, and whom to tell how far it is. */
type PrintRequest = {
  territoryId: number;
  what: Print;
  id: number;
  language: PrintOrder["language"];
  signal: AbortSignal;
  onStage: (stage: PrintStage) => void;
};

const ASK_EVERY_MS = 500;

const answerSchema = z.strictObject({ stage: printStageSchema.nullable() });

/** Has the server make a PDF and hands it to the browser to keep; throws the refusal when there is one. */
export async function printFile({ territoryId, signal, onStage, ...asked }: PrintRequest): Promise<void> {
  const ticket = randomUuid();
  const path = `/territories/${territoryId}/prints`;
  const asking = setInterval(() => {
    fetchJson(`${path}/${ticket}`, answerSchema, signal)
      .then(({ stage }) => stage && onStage(stage))
      .catch(() => undefined); // the print itself says when something is wrong
  }, ASK_EVERY_MS);
  try {
    await keepFile(await post(path, { ...asked, ticket }, signal));
  } finally {
    clearInterval(asking);
  }
}
