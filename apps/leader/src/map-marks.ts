import { isOverdue } from "@getu/domain";
import type { Incident } from "@getu/domain";
import { Marker, Popup } from "maplibre-gl";
import type { Map as MapLibreMap } from "maplibre-gl";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { pileUp } from "./pile-up.ts";
import { isOnToday } from "./visit/own-visits.ts";
import type { ClusterLine } from "./visit/own-visits.ts";
import type { Work } from "./work.ts";

/** What a mark stands for, what presses most first: of a pile its first one is seen. */
export const MARK_KINDS = ["late", "mine", "visit", "other"] as const;

/** What a mark stands for. */
type MarkKind = (typeof MARK_KINDS)[number];

/** Something on the map that can be opened. */
export type Mark = { kind: MarkKind; href: string; words: string; position: [number, number] };

/** More would lie over each other. */
const MOST_VISITS = 60;

/** The marks of one's work, and of the visits that are due where there are any to be shown. */
export function useMarks({ mine, others, now }: Work, lines: readonly ClusterLine[] | null): Mark[] {
  const minute = Math.floor(now.getTime() / 60_000);
  return useMemo(() => {
    const at = new Date(minute * 60_000);
    const marks = [
      ...(mine ?? []).map((incident) => markOf(incident, isOverdue(incident, at) ? "late" : "mine")),
      ...(lines ?? []).filter(isToBeVisited).slice(0, MOST_VISITS).map(visitMarkOf),
      ...others.map((incident) => markOf(incident, "other")),
    ];
    return marks.toSorted((a, b) => MARK_KINDS.indexOf(a.kind) - MARK_KINDS.indexOf(b.kind));
  }, [mine, others, lines, minute]);
}

const isToBeVisited = (line: ClusterLine): boolean => isOnToday(line) && !line.isPending;

const markOf = ({ id, position, summary: words }: Incident, kind: MarkKind): Mark => ({
  kind,
  href: `#/case/${id}`,
  words,
  position,
});

const visitMarkOf = ({ cluster: { id, name, position } }: ClusterLine): Mark => ({
  kind: "visit",
  href: `#/visit/${id}`,
  words: name,
  position,
});

/** A mark is drawn so wide: nearer ones lie upon each other. */
const REACH_PIXELS = 22;

/** Draws marks, those that lie upon each other as one that says how many they are and opens as a list. */
export function useMarksOnMap(map: MapLibreMap | null, marks: readonly Mark[]): void {
  const { t } = useTranslation();
  const [list] = useState(() => new Popup({ closeButton: false, maxWidth: "280px" })); // stays open while marks change
  useEffect(() => () => void list.remove(), [list]);
  useEffect(() => {
    if (!map) return undefined;
    const elementOf = (pile: readonly Mark[]): HTMLElement => {
      const [first] = pile;
      if (pile.length === 1) return linkOf(first!); // a pile is not empty
      const open = (): void => void list.setLngLat(first!.position).setDOMContent(listOf(pile)).addTo(map);
      return pileOf(pile, { open, label: t("leader.map.pile", { count: pile.length }) });
    };
    let drawn: Marker[] = [];
    const clear = (): void => {
      for (const marker of drawn) marker.remove();
    };
    const draw = (): void => {
      clear();
      const piles = pileUp(marks, ({ position }) => map.project(position), REACH_PIXELS);
      // What presses most comes last, and lies above the others.
      drawn = piles.toReversed().map((pile) => {
        const element = elementOf(pile);
        return new Marker({ element }).setLngLat(pile[0]!.position).addTo(map);
      });
    };
    draw();
    map.on("zoomend", draw);
    return () => {
      map.off("zoomend", draw);
      clear();
    };
  }, [map, marks, list, t]);
}

function linkOf({ kind, href, words }: Mark): HTMLElement {
  const link = document.createElement("a");
  link.className = `mark mark--${kind}`;
  link.href = href;
  link.setAttribute("aria-label", words);
  return link;
}

type PileFacts = { open: () => void; label: string };

function pileOf(pile: readonly Mark[], { open, label }: PileFacts): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `mark mark--${pile[0]!.kind} mark--pile`; // a pile is not empty
  button.setAttribute("aria-label", label);
  const count = document.createElement("b");
  count.textContent = String(pile.length);
  button.append(count);
  button.addEventListener("click", (event) => {
    event.stopPropagation(); // the map would take it for a spot, and close the list
    open();
  });
  return button;
}

function listOf(pile: readonly Mark[]): HTMLElement {
  const list = document.createElement("ul");
  list.className = "pile";
  for (const { kind, href, words } of pile) {
    const link = document.createElement("a");
    link.href = href;
    const sign = document.createElement("i");
    sign.className = `sample sample--${kind}`;
    link.append(sign, words);
    const line = document.createElement("li");
    line.append(link);
    list.append(line);
  }
  return list;
}
