/** A line of a chart; both numbers of a point are above zero. */
export type ChartLine = {
  name: string;
  colour: string;
  /** Where a point's label stands: above it on its left, or below it on its right. */
  labels: "above" | "below";
  points: readonly { x: number; y: number; label: string }[];
};

/** A chart whose both axes are logarithmic. */
export type LineChart = { title: string; xTitle: string; yTitle: string; lines: readonly ChartLine[] };

const [WIDTH, HEIGHT] = [720, 400];
const FRAME = { left: 70, right: 150, top: 48, bottom: 56 };

/** An axis from one power of ten to another, and where on the picture they lie. */
type Axis = { low: number; high: number; from: number; to: number };

function axisOver(values: readonly number[], from: number, to: number): Axis {
  const logs = values.map((value) => Math.log10(value));
  const [low, high] = [Math.floor(Math.min(...logs)), Math.ceil(Math.max(...logs))];
  return { low, high: Math.max(high, low + 1), from, to };
}

const placeOn = ({ low, high, from, to }: Axis, value: number): number =>
  Math.round(10 * (from + ((Math.log10(value) - low) / (high - low)) * (to - from))) / 10;

const decadesOf = ({ low, high }: Axis): number[] =>
  Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i));

const escapeText = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function textAt(
  [x, y]: readonly [number, number],
  text: string,
  { anchor = "middle", colour = "#333" }: { anchor?: "start" | "middle" | "end"; colour?: string } = {},
): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${colour}">${escapeText(text)}</text>`;
}

const inWords = (value: number): string =>
  value >= 1e6 ? `${value / 1e6} M` : value >= 1000 ? `${value / 1000} k` : String(value);

function gridOf(x: Axis, y: Axis): string[] {
  const upright = decadesOf(x).flatMap((value) => [
    `<path d="M${placeOn(x, value)} ${y.from}V${y.to}" stroke="#ddd"/>`,
    textAt([placeOn(x, value), y.from + 18], inWords(value)),
  ]);
  const level = decadesOf(y).flatMap((value) => [
    `<path d="M${x.from} ${placeOn(y, value)}H${x.to}" stroke="#ddd"/>`,
    textAt([x.from - 8, placeOn(y, value) + 4], String(value), { anchor: "end" }),
  ]);
  return [...upright, ...level];
}

function labelOf(
  [x, y]: readonly [number, number],
  label: string,
  { colour, labels }: Pick<ChartLine, "colour" | "labels">,
): string {
  if (labels === "above") return textAt([x - 6, y - 8], label, { anchor: "end", colour });
  return textAt([x + 6, y + 20], label, { anchor: "start", colour });
}

function drawLine({ name, colour, labels, points }: ChartLine, x: Axis, y: Axis): string[] {
  const places = points.map((point) => [placeOn(x, point.x), placeOn(y, point.y)] as const);
  const [endX, endY] = places.at(-1) ?? [x.from, y.from];
  return [
    `<path d="M${places.map((place) => place.join(" ")).join("L")}" fill="none" stroke="${colour}" stroke-width="2.5"/>`,
    ...places.flatMap((place, i) => [
      `<circle cx="${place[0]}" cy="${place[1]}" r="4" fill="${colour}"/>`,
      labelOf(place, points[i]!.label, { colour, labels }), // a place for each point
    ]),
    textAt([endX + 12, endY + 4], name, { anchor: "start", colour }),
  ];
}

/** The chart as a picture that stands by itself. */
export function toSvg({ title, xTitle, yTitle, lines }: LineChart): string {
  const points = lines.flatMap((line) => line.points);
  const x = axisOver(
    points.map((point) => point.x),
    FRAME.left,
    WIDTH - FRAME.right,
  );
  const y = axisOver(
    points.map((point) => point.y),
    HEIGHT - FRAME.bottom,
    FRAME.top,
  );
  const parts = [
    `<title>${escapeText(title)}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    textAt([FRAME.left, 24], title, { anchor: "start" }),
    textAt([(x.from + x.to) / 2, HEIGHT - 14], xTitle),
    `<g transform="rotate(-90 18 ${(y.from + y.to) / 2})">${textAt([18, (y.from + y.to) / 2], yTitle)}</g>`,
    ...gridOf(x, y),
    ...lines.flatMap((line) => drawLine(line, x, y)),
  ];
  const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="13">`;
  return `${head}\n${parts.join("\n")}\n</svg>\n`;
}
