import { expect, test } from "vitest";
import { toSvg } from "../src/line-chart.ts";

const chartOf = (points: { x: number; y: number; label: string }[], name = "index"): string =>
  toSvg({
    title: "Time & size",
    xTitle: "incidents",
    yTitle: "ms",
    lines: [{ name, colour: "#123456", labels: "above", points }],
  });

const placesOf = (svg: string): number[][] =>
  [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)]);

test("a chart gives every power of ten the same width, and larger values stand higher", () => {
  const svg = chartOf([
    { x: 100, y: 1, label: "a" },
    { x: 1000, y: 10, label: "b" },
    { x: 10_000, y: 100, label: "c" },
  ]);
  const [[x0, y0], [x1, y1], [x2, y2]] = placesOf(svg) as [number[], number[], number[]];
  expect(x1! - x0!).toBeCloseTo(x2! - x1!, 0);
  expect(y0! - y1!).toBeCloseTo(y1! - y2!, 0);
  expect(y1!).toBeLessThan(y0!);
});

test("a chart is well-formed whatever its lines are called", () => {
  const svg = chartOf([{ x: 1, y: 1, label: "<1" }], "a & b");
  expect(svg).toContain("a &amp; b");
  expect(svg).toContain("&lt;1");
  expect(svg).not.toMatch(/&(?!amp;|lt;|gt;)/);
});
