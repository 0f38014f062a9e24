import type { Actor, Step } from "@getu/domain";
import { useTranslation } from "react-i18next";
import type { CaseView } from "./case-view.ts";

/**
 * Says who acted: by name where they have an account, so that they can be asked, with the role and the grid it holds on.
 * A resident is never named.
 */
export function useActorWords({ found, words }: Pick<CaseView, "found" | "words">): (actor: Actor) => string {
  const { t } = useTranslation();
  const placeOf = (gridPath: string): string | null => {
    if (gridPath === "") return t("desk.wholeTerritory");
    const gridId = Number(gridPath.split("/").at(-1));
    return words.tree.chainOf(gridId).length === 0 ? null : words.gridPath(gridId); // a grid may be gone
  };
  return ({ id, role, gridPath }) => {
    if (role === "system") return t(id === "resident" ? "step.resident" : "step.house");
    const known = [found.people[id], t(`role.${role}`), placeOf(gridPath)];
    return known.filter((word) => typeof word === "string").join(" · ");
  };
}

/** Who stands behind an id in a history; the id itself when nobody in it does. */
export const actorOf = (id: string, steps: readonly Step[]): Actor | null =>
  steps.find(({ actor }) => actor.id === id)?.actor ?? null;
