import { z } from "zod";

/** What can be had on paper: a grid's notice board, a booklet of the grids below one, a draft before and after. */
export const PRINTS = ["board", "booklet", "draft"] as const;

/** What can be had on paper. */
export type Print = (typeof PRINTS)[number];

/** Something on paper: `id` is the grid's or the draft's. */
export type Printed = { territoryId: number; what: Print; id: number };

/** Languages that paper speaks, as screens name them. */
const PRINT_LANGUAGES = ["zh-CN", "en"] as const;

/** What a print is ordered with; by its ticket whoever ordered it asks how far it is. */
export const printOrderSchema = z.strictObject({
  what: z.enum(PRINTS),
  id: z.int32().positive(),
  language: z.enum(PRINT_LANGUAGES),
  ticket: z.uuid(),
});

/** What a print is ordered with. */
export type PrintOrder = z.infer<typeof printOrderSchema>;

/** How far a print is. */
export const printStageSchema = z.discriminatedUnion("stage", [
  z.strictObject({ stage: z.literal("waiting"), ahead: z.int().positive() }),
  z.strictObject({ stage: z.literal("drawing"), drawn: z.int().nonnegative(), pages: z.int().nonnegative() }),
  z.strictObject({ stage: z.literal("writing") }),
]);

/** How far a print is. */
export type PrintStage = z.infer<typeof printStageSchema>;

/** Where the page stands that is printed, by a person or by the server. */
export const printAddress = ({ territoryId, what, id }: Printed, language: PrintOrder["language"]): string =>
  `/planner/print.html?lang=${language}#/${territoryId}/${what}/${id}`;

/** The inverse, of what stands behind the `#`; null = nothing that could be printed. */
export function parsePrintHash(hash: string): Printed | null {
  const [, territory, what, id] = /^#\/([1-9]\d{0,8})\/([a-z]+)\/([1-9]\d{0,8})$/.exec(hash) ?? [];
  const print = PRINTS.find((each) => each === what);
  return print ? { territoryId: Number(territory), what: print, id: Number(id) } : null;
}
