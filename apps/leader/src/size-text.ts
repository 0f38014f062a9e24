import type { Format } from "@getu/ui";
import type { TFunction } from "i18next";

/** The size of a piece of ground in words, with no more digits than one can walk: `约 1,240 平方米`. */
export const sizeText = (squareMetres: number, { t, format }: { t: TFunction; format: Format }): string =>
  t("leader.changed.size", { size: format.number(Number(squareMetres.toPrecision(3))) });
