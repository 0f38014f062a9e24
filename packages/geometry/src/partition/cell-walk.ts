import { xOf, yOf } from "./node-key.ts";
import type { NodeKey } from "./node-key.ts";

/** A straight piece between two nodes. */
export type Span = { readonly a: NodeKey; readonly b: NodeKey };

/** Cells of a row of the cell hash; coordinates are below 2^27 and a cell has at least 2^12 units. */
const CELLS_PER_COLUMN = 2 ** 15;

/** Numbers of the square cells within `pad` units of a span: walks column by column, so a long edge lists no empty box (R1). */
export function cellsAlong({ a, b }: Span, cellSize: number, pad: number): number[] {
  const [ax, ay, bx, by] = [xOf(a), yOf(a), xOf(b), yOf(b)]; // a and b in any order
  const [west, east] = [Math.min(ax, bx), Math.max(ax, bx)];
  const heightAt = (x: number): number =>
    ax === bx ? ay : ay + ((Math.min(east, Math.max(west, x)) - ax) / (bx - ax)) * (by - ay);
  const cells: number[] = [];
  const cellOf = (units: number): number => Math.max(0, Math.floor(units / cellSize));
  for (let column = cellOf(west - pad); column <= cellOf(east + pad); column++) {
    const enter = ax === bx ? ay : heightAt(column * cellSize - pad);
    const leave = ax === bx ? by : heightAt((column + 1) * cellSize + pad);
    const last = cellOf(Math.max(enter, leave) + pad + 1); // + 1: heights are rounded doubles
    for (let row = cellOf(Math.min(enter, leave) - pad - 1); row <= last; row++)
      cells.push(column * CELLS_PER_COLUMN + row);
  }
  return cells;
}
