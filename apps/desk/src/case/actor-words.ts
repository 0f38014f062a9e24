import type { Actor, Step } from "@getu/domain";
import { useTranslation } from "react-i18next";
import type { DeskWords } from "../use-desk-words.ts";

/** Says who acted: the role and the grid it holds on, never a name. */
export function useActorWords(words: DeskWords): (actor: Actor) => string {
  const { t } = useTranslation();
  return ({ id, role, gridPath }) => {
    if (role === "system") return t(id === "resident" ? "desk.case.resident" : "desk.case.house");
    const grid =
      gridPath === "" ? t("desk.wholeTerritory") : words.gridPath(Number(gridPath.split("/").at(-1)));
    return `${t(`role.${role}`)} · ${grid}`;
  };
}

/** Who stands behind an id in a history; the id itself when nobody in it does. */
export const actorOf = (id: string, steps: readonly Step[]): Actor | null =>
  steps.find(({ actor }) => actor.id === id)?.actor ?? null;
