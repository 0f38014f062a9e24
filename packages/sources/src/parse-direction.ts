import type { CameraSector } from "@getu/domain";

const COMPASS = [
  "N",
  "NNE",
  "NE",
  "ENE",
  "E",
  "ESE",
  "SE",
  "SSE",
  "S",
  "SSW",
  "SW",
  "WSW",
  "W",
  "WNW",
  "NW",
  "NNW",
];

/**
 * Reads where a camera looks: a bearing ("182"), a compass point ("NNE"), a range ("335-45": centre and field of view
 * follow from it) or a list of these ("15;182;298"). Null = not understood; blank = looks nowhere that is known.
 */
export function parseDirection(text: string, fieldOfViewDegrees: number): CameraSector[] | null {
  const parts = text
    .split(/[;|,]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const sectors = parts.map((part) => parseSector(part, fieldOfViewDegrees));
  const known = sectors.filter((sector) => sector !== null);
  if (known.length < sectors.length) return null;
  const byBearing = new Map(
    known.map((sector) => [`${sector.bearingDegrees}/${sector.fieldOfViewDegrees}`, sector]),
  );
  return [...byBearing.values()];
}

function parseSector(text: string, fieldOfViewDegrees: number): CameraSector | null {
  const compass = COMPASS.indexOf(text.toUpperCase());
  if (compass >= 0) return { bearingDegrees: compass * 22.5, fieldOfViewDegrees };
  const match = /^(-?\d+(?:\.\d+)?)(?:\s*[-–~]\s*(\d+(?:\.\d+)?))?\s*°?$/.exec(text);
  if (!match) return null;
  const from = Number(match[1]);
  if (Math.abs(from) > 360) return null;
  if (match[2] === undefined) return { bearingDegrees: turn(from), fieldOfViewDegrees };
  return rangeSector(from, Number(match[2]), fieldOfViewDegrees);
}

/** Clockwise from one bearing to another; 0-360 is all round, and equal ends are one bearing. */
function rangeSector(from: number, to: number, fieldOfViewDegrees: number): CameraSector | null {
  if (to > 360) return null;
  if (from === to) return { bearingDegrees: turn(from), fieldOfViewDegrees };
  const width = turn(to - from) || 360;
  return { bearingDegrees: turn(from + width / 2), fieldOfViewDegrees: width };
}

const turn = (degrees: number): number => ((degrees % 360) + 360) % 360;
