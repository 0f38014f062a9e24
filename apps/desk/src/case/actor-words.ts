import type { Actor, Step } from "@getu/domain";
import { useTranslation } from "react-i18next";
import type { DeskWords } from "../use-desk-words.ts";

/** Says who acted: the role and the grid it holds on, never a name. */
export function useActorWords(words: DeskWords): (actor: Actor) => string {
  const { t } = useTranslation();
  return ({ id, role, gridPath }) => {
    if (role === "system") return t(id === "resident" ? "desk.case.resident" : "desk.case.house");
    const gridId = Number(gridPath.split("/").at(-1));
    if (gridPath !== "" && words.tree.chainOf(gridId).length === 0) return t(`role.${role}`); // above one's own
    return `${t(`role.${role}`)} · ${gridPath === "" ? t("desk.wholeTerritory") : words.gridPath(gridId)}`;
  };
}

/** Who stands behind an id in a history; the id itself when nobody in it does. */
export const actorOf = (id: string, steps: readonly Step[]): Actor | null =>
  steps.find(({ actor }) => actor.id === id)?.actor ?? null;
