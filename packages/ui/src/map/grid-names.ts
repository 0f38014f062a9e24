import type { NamedGrid } from "@getu/domain";
import type { Map as MapLibreMap } from "maplibre-gl";
import { listFree } from "./list-free.ts";
import type { Box } from "./list-free.ts";
import { NO_SEAMS, nudgeOff } from "../seams/screen-seams.ts";
import type { Seams, Strip } from "../seams/screen-seams.ts";
import type { GridNote } from "./map-types.ts";
import { stepAside } from "./step-aside.ts";

/** Names of grids above everything else on the map: as buttons, so that they can be read and pressed. */
export type GridNames = {
  setGrids: (grids: readonly NamedGrid[]) => void;
  setNotes: (notes: ReadonlyMap<number, GridNote>) => void;
  setVisible: (visible: boolean) => void;
  /** Names move up or down off marks that each must be seen, all of one size. */
  setNumbered: (marks: readonly NumberedMark[], size: Size) => void;
  /** Names move off the edges where panels of the screen meet. */
  setSeams: (seams: Seams) => void;
  destroy: () => void;
};

/** In pixels. */
type Size = { width: number; height: number };

type NumberedMark = { position: NamedGrid["anchor"] };

type Chip = {
  grid: NamedGrid;
  element: HTMLButtonElement;
  note: HTMLElement;
  size: Size;
};

/** Keeps each name at its grid's anchor; where names would overlap, the weightier one stays. */
export function createGridNames(map: MapLibreMap, onChoose: (grid: NamedGrid) => void): GridNames {
  const layer = document.createElement("div");
  layer.className = "map-names";
  map.getContainer().append(layer);
  let chips: Chip[] = [];
  let notes: ReadonlyMap<number, GridNote> = new Map();
  let seams = NO_SEAMS;
  let numbered: { marks: readonly NumberedMark[]; size: Size } = { marks: [], size: { width: 0, height: 0 } };

  function place(): void {
    const marks = numbered.marks.map(({ position }) => boxAt(position, numbered.size, map));
    const kept = [...marks, ...seams.y.map(acrossScreen)];
    const boxes = chips.map((chip) => stepAside(besideSeams(boxOf(chip, map), seams), kept));
    const free = new Set(listFree(boxes));
    chips.forEach(({ element }, i) => {
      const { left, top } = boxes[i]!; // one box per chip
      element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
      element.hidden = !free.has(i);
    });
  }

  /** Worst first, because the first of two that overlap stays. */
  function write(): void {
    for (const { grid, note } of chips) {
      const words = notes.get(grid.id)?.note ?? "";
      if (note.textContent !== words) note.textContent = words; // the same words again would be painted again
    }
    chips.sort((a, b) => countOf(notes, b.grid) - countOf(notes, a.grid) || a.grid.id - b.grid.id);
    for (const { element } of chips) element.hidden = false; // a hidden element has no size
    for (const chip of chips)
      chip.size = { width: chip.element.offsetWidth, height: chip.element.offsetHeight };
    place();
  }

  map.on("move", place);
  map.on("resize", place);
  return {
    setGrids(grids) {
      chips = grids.map((grid) => createChip(grid, onChoose));
      layer.replaceChildren(...chips.map(({ element }) => element));
      write();
    },
    setNotes(next) {
      notes = next;
      write();
    },
    setVisible(visible) {
      layer.hidden = !visible;
      if (visible) write(); // what was written meanwhile had no size
    },
    setNumbered(marks, size) {
      if (numbered.marks === marks) return;
      numbered = { marks, size };
      place();
    },
    setSeams(next) {
      seams = next;
      place();
    },
    destroy() {
      map.off("move", place);
      map.off("resize", place);
      layer.remove();
    },
  };
}

function createChip(grid: NamedGrid, onChoose: (grid: NamedGrid) => void): Chip {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "map-name";
  element.append(grid.name);
  const note = document.createElement("strong");
  element.append(note);
  element.addEventListener("click", () => onChoose(grid));
  return { grid, element, note, size: { width: 0, height: 0 } };
}

const boxOf = ({ grid, size }: Chip, map: MapLibreMap): Box => boxAt(grid.anchor, size, map);

function boxAt([lng, lat]: NamedGrid["anchor"], { width, height }: Size, map: MapLibreMap): Box {
  const { x, y } = map.project([lng, lat]);
  const [left, top] = [x - width / 2, y - height / 2];
  return { left, top, right: left + width, bottom: top + height };
}

function besideSeams({ left, right, ...rest }: Box, { x }: Seams): Box {
  const along = nudgeOff({ from: left, to: right }, x);
  return { ...rest, left: left + along, right: right + along };
}

const acrossScreen = ({ from, to }: Strip): Box => ({
  left: -Infinity,
  right: Infinity,
  top: from,
  bottom: to,
});

const countOf = (notes: ReadonlyMap<number, GridNote>, grid: NamedGrid): number =>
  notes.get(grid.id)?.weight ?? 0;
