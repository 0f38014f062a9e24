import { readFile } from "node:fs/promises";
import {
  catalogueSchema,
  chainSchema,
  lifecycleLabelsSchema,
  noticeSettingsSchema,
  workingCalendarSchema,
} from "@getu/domain";
import type { LifecycleLabels, NoticeSettings, Rulebook } from "@getu/domain";
import type { z } from "zod";
import { CALENDAR_FILE, CATALOGUE_FILE, CHAIN_FILE, LABELS_FILE } from "./paths.ts";
import { StartError } from "./start-error.ts";

/** What the office works by, as data: which events there are, how long each may take, who answers, and its words. */
export type Rules = Rulebook & { labels: LifecycleLabels };

/** The rules that ship with the product; throws one line naming the file that is missing or not what it should be. */
export async function readRules(): Promise<Rules> {
  return {
    catalogue: await readData("event catalogue", CATALOGUE_FILE, catalogueSchema),
    calendar: await readData("working calendar", CALENDAR_FILE, workingCalendarSchema),
    chain: await readData("chain of responsibility", CHAIN_FILE, chainSchema),
    labels: await readData("words of the loop", LABELS_FILE, lifecycleLabelsSchema),
  };
}

/** What the office hangs out; throws one line naming the file that is missing or not what it should be. */
export const readNotice = (file: string): Promise<NoticeSettings> =>
  readData("text of the notice boards", file, noticeSettingsSchema);

async function readData<T>(what: string, file: string, schema: z.ZodType<T>): Promise<T> {
  try {
    return schema.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    throw new StartError(`the ${what} ${file} cannot be used`, { cause: error });
  }
}
