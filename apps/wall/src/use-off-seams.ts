import { columnsBetween, pushPast, useSeams, widestBetween } from "@getu/ui";
import type { Seams, Strip } from "@getu/ui";
import { useEffect } from "react";
import type { RefObject } from "react";

/** What is read as one beside the rows of lists, which keep off the seams by themselves. */
const LINES = [
  ".panel__head",
  ".panel > p",
  ".panel > dl > div",
  ".rungs > li",
  ".rung-bars > li",
  ".legend > li",
  ".ladder__head",
  ".coverage__share",
  ".panel > .figures",
  ".urgent__what",
  ".urgent__where",
  ".heat > *",
  ".scene-strip > *",
  ".card > header",
  ".card > dl > div",
  ".wall__home",
  ".notice > :is(h1, p)",
  ".pairing > *",
  ".week :is(th, td)",
].join();

/** What stands side by side in the title. */
const TITLES =
  ".title-bar :is(h1, .title-bar__title, .title-bar__steps, .title-bar__demo), .data-age, .title-bar__clock > *";

/** The wall's smallest text in pixels. */
const remPixels = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize);

/** The wall's own padding. */
const WALL_GAP_REM = 0.5;

/** From the edge of the screen to what is read in a panel: the wall's and the panel's padding. */
const EDGE_REM = 1.25;

/** Between two columns of a table that spans the screen. */
const COLUMN_GAP_REM = 0.8;

/** The assessment's columns beside the name, which is wider (assessment-scene.tsx). */
const FIGURES = { first: 1.6, others: 6 };

/** The week's cells of a day beside the day's name, which is as wide as an hour. */
function weekTable(wall: HTMLElement): typeof FIGURES {
  const cells = wall.querySelector<HTMLElement>(".week")?.style.getPropertyValue("--week-cells");
  const others = Number(cells ?? 24);
  return { first: others / 24, others };
}

const rangeOf = (element: Element, axis: "x" | "y"): Strip => {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return axis === "x" ? { from: left, to: right } : { from: top, to: bottom };
};

/** Pushes each element past the seams that it lies on, after those before it. */
function push(
  elements: Iterable<HTMLElement>,
  { axis, seams }: { axis: "x" | "y"; seams: readonly Strip[] },
): void {
  const margin = axis === "x" ? "marginLeft" : "marginTop";
  for (const element of elements) {
    element.style[margin] = "";
    element.style.marginBottom = "";
    const pixels = pushPast(rangeOf(element, axis), seams);
    if (pixels === 0) continue;
    const own = Number.parseFloat(getComputedStyle(element)[margin]) || 0;
    element.style[margin] = `${own + pixels}px`;
    if (axis === "y") liftHanging(element, seams);
  }
}

/** What hangs from the lower edge of the screen does not go down by what is put above it: it is lifted instead. */
function liftHanging(element: HTMLElement, seams: readonly Strip[]): void {
  const { from, to } = rangeOf(element, "y");
  const seam = seams.find((each) => from < each.to - 1 && to > each.from + 1);
  if (!seam) return;
  const own = Number.parseFloat(getComputedStyle(element).marginBottom) || 0;
  element.style.marginTop = "";
  element.style.marginBottom = `${own + to - seam.from}px`;
}

/** The column of panels in or next to the middle of the screen, as far as nothing of them is a seam. */
function middleOf(seams: readonly Strip[]): Strip {
  const width = innerWidth / (seams.length + 1);
  const before = Math.floor(seams.length / 2);
  return widestBetween({ from: before * width, to: (before + 1) * width }, seams);
}

/** Where tables, what stands under the map, and words on an empty screen may lie. */
function measure(wall: HTMLElement, { x }: Seams): void {
  const rem = remPixels();
  const edge = EDGE_REM * rem;
  const gap = Math.max(COLUMN_GAP_REM * rem, ...x.map(({ from, to }) => to - from));
  const table = (columns: typeof FIGURES): string =>
    columnsBetween({ from: edge, to: innerWidth - edge, gap, ...columns }, x)
      .map((width) => `${width}px`)
      .join(" ");
  const middle = middleOf(x);
  say(wall, {
    "--middle-left": `${middle.from}px`,
    "--middle-right": `${innerWidth - middle.to}px`,
    "--figures-columns": table(FIGURES),
    "--week-columns": table(weekTable(wall)),
    "--seam-gap": `${gap}px`,
    "--cell": `${(x[0]?.from ?? innerWidth) - WALL_GAP_REM * rem}px`,
    "--cells-beside": String(Math.max(1, x.length)),
  });
  const free = wall.querySelector(".wall__free");
  if (!free) return;
  const { from, to } = rangeOf(free, "x");
  const centre = { from: from - rem, to: to + rem }; // wall.css has a margin of 1rem around the free part
  const part = widestBetween(centre, x);
  say(wall, {
    "--strip-left": `${part.from - centre.from}px`,
    "--strip-right": `${centre.to - part.to}px`,
  });
}

const say = (wall: HTMLElement, values: Readonly<Record<string, string>>): void => {
  for (const [name, value] of Object.entries(values)) wall.style.setProperty(name, value);
};

/** Leaves everything where it lies by itself: a wall may become a screen of one piece while it is on. */
function putBack(wall: HTMLElement): void {
  for (const element of wall.querySelectorAll<HTMLElement>(`${TITLES}, ${LINES}`))
    Object.assign(element.style, { marginLeft: "", marginTop: "", marginBottom: "" });
  for (const name of [...wall.style].filter((each) => each.startsWith("--"))) wall.style.removeProperty(name);
}

/** Keeps everything on the wall that is read off the edges where its panels meet; does nothing on a screen of one piece. */
export function useOffSeams(wallRef: RefObject<HTMLElement | null>): void {
  const seams = useSeams();
  useEffect(() => {
    const wall = wallRef.current;
    if (!wall || seams.x.length + seams.y.length === 0) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = (): void => {
      timer = undefined;
      measure(wall, seams);
      push(wall.querySelectorAll<HTMLElement>(TITLES), { axis: "x", seams: seams.x });
      // What stands above a list that shrinks rises again by what is pushed below it.
      for (let pass = 0; pass < PASSES; pass += 1)
        push(wall.querySelectorAll<HTMLElement>(LINES), { axis: "y", seams: seams.y });
    };
    const later = (): void => {
      timer ??= setTimeout(settle, SETTLE_MS);
    };
    settle();
    const changes = new MutationObserver(later);
    changes.observe(wall, { childList: true, characterData: true, subtree: true }); // other words may need other lines
    return () => {
      changes.disconnect();
      clearTimeout(timer);
      putBack(wall);
    };
  }, [wallRef, seams]);
}

const PASSES = 3;

/** What comes in together is laid out once. */
const SETTLE_MS = 50;
