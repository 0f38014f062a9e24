/** A rectangle on the screen, y downwards. */
export type Box = { left: number; top: number; right: number; bottom: number };

/** Indexes of the boxes that can be shown without overlapping an earlier one that is shown. */
export function listFree(boxes: readonly Box[]): number[] {
  const shown: number[] = [];
  boxes.forEach((box, i) => {
    if (shown.every((other) => !overlap(boxes[other]!, box))) shown.push(i); // shown holds indexes of boxes
  });
  return shown;
}

/** Whether two rectangles have more than an edge in common. */
export const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
