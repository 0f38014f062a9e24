/** One line of a text as far as it is seen, with the size of its letters. */
export type SeenText = {
  text: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
  pixels: number;
  /** More of the line is there than is seen. */
  isCut: boolean;
  /** Nothing lies over it. */
  isOnTop: boolean;
};

/** Runs in the browser: every text of parts of the page as far as it is seen, with its size. */
export function textsSeen(part: string): SeenText[] {
  const LOOSE = 0.3; // of a letter's size: a line's box is higher than its letters
  const clips = (element: Element): boolean => getComputedStyle(element).overflow !== "visible";
  const seen = (element: Element, rect: DOMRect) => {
    let { left, right, top, bottom } = rect;
    for (let at: Element | null = element; at; at = at.parentElement) {
      if (!clips(at) && !at.classList.contains("spoken")) continue;
      const own = at.getBoundingClientRect();
      [left, right] = [Math.max(left, own.left), Math.min(right, own.right)];
      [top, bottom] = [Math.max(top, own.top), Math.min(bottom, own.bottom)];
    }
    return { left, right, top, bottom };
  };
  const isHidden = (element: Element): boolean =>
    element.closest(".spoken, [hidden], option") !== null ||
    getComputedStyle(element).visibility === "hidden";
  const lineOf = (element: Element, rect: DOMRect): Omit<SeenText, "text"> => {
    const pixels = Number.parseFloat(getComputedStyle(element).fontSize);
    const box = seen(element, rect);
    const { left, right, top, bottom } = box;
    const isCut =
      rect.width - (right - left) > 2 || rect.height - Math.max(0, bottom - top) > 2 * LOOSE * pixels;
    const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return {
      ...box,
      pixels,
      isCut,
      isOnTop: over !== null && (element.contains(over) || over.contains(element)),
    };
  };
  const found: SeenText[] = [];
  for (const root of document.querySelectorAll(part)) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement!; // a text has one
      const text = node.textContent?.trim() ?? "";
      if (text === "" || isHidden(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) found.push({ text, ...lineOf(element, rect) });
    }
    for (const field of root.querySelectorAll(":is(select, input[type=date])"))
      found.push({ text: field.className, ...lineOf(field, field.getBoundingClientRect()) });
  }
  return found.filter(({ left, right, top, bottom }) => right - left > 1 && bottom - top > 1);
}

/** Pairs of texts that lie over each other; those under something else are not read at all. */
export function overlapping(texts: readonly SeenText[]): string[] {
  const LOOSE = 0.35; // of a letter's size, as above
  const shown = texts.filter(({ isOnTop }) => isOnTop);
  return shown.flatMap((one, i) =>
    shown
      .slice(i + 1)
      .filter((other) => {
        const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
        return wide > 2 && high > LOOSE * Math.min(one.pixels, other.pixels);
      })
      .map((other) => `${one.text} | ${other.text}`),
  );
}

/** Runs in the browser. */
export const isCut = (element: Element): boolean => element.scrollWidth > element.clientWidth + 1;

/** Runs in the browser: headings of panels of which more than the lower half has nothing to read in it. */
export function emptyPanels(): string[] {
  const MOST_EMPTY = 0.6;
  const bottomOf = (element: Element): number => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return Math.max(...[...range.getClientRects()].map(({ bottom }) => bottom));
  };
  return [...document.querySelectorAll("#wall .panel")].flatMap((panel) => {
    const { top, bottom } = panel.getBoundingClientRect();
    const texts = [...panel.querySelectorAll("*")].filter(
      (element) => element.children.length === 0 && element.textContent?.trim(),
    );
    const read = Math.max(top, ...texts.map(bottomOf).filter((end) => end <= bottom));
    return bottom - read > MOST_EMPTY * (bottom - top) ? [panel.querySelector("h2")?.textContent ?? ""] : [];
  });
}
