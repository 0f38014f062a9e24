import type { Incident, Severity } from "@getu/domain";
import { isOpen, isOverdue } from "@getu/domain";
import { IconLayer, ScatterplotLayer } from "@deck.gl/layers";
import { toRgba } from "./colour.ts";
import { ICON_SCALE } from "./icon-atlas.ts";
import type { MarkStyle } from "./mark-style.ts";

const SIZES = { minor: 8, major: 11, urgent: 14 } as const satisfies Record<Severity, number>;

/** How much larger a mark is drawn from near. */
const NEAR_SCALE = 1.35;

/** How wide an incident's mark is on the screen from near, its ring left out. */
export const incidentPixels = ({ severity }: Incident, { unit }: Pick<MarkStyle, "unit">): number =>
  SIZES[severity] * NEAR_SCALE * unit;

/** How long a new incident calls for attention. */
export const PULSE_MS = 60_000;

/** Length of one expanding ring. */
const PULSE_PERIOD_MS = 2_000;

/** Open incidents: shape and colour by severity, a ring when overdue; the gravest are drawn last, on top. */
export function incidentLayer(
  incidents: readonly Incident[],
  style: MarkStyle & { now: Date; detailed: boolean },
) {
  const late = (incident: Incident): boolean => isOverdue(incident, style.now);
  return new IconLayer<Incident>({
    id: "incidents",
    data: byWeight(incidents, late),
    ...style.icons,
    getPosition: (incident) => incident.position,
    getIcon: (incident) => `${late(incident) ? "late" : "incident"}:${incident.severity}`,
    getSize: (incident) => SIZES[incident.severity] * ICON_SCALE,
    sizeScale: style.unit * (style.detailed ? NEAR_SCALE : crowding(incidents.length)),
    pickable: true,
  });
}

/** Rings that widen and fade around new incidents; `elapsedMs` runs on, the layer makes rings of it. */
export function pulseLayer(incidents: readonly Incident[], style: MarkStyle & { elapsedMs: number }) {
  const phase = (style.elapsedMs % PULSE_PERIOD_MS) / PULSE_PERIOD_MS;
  return new ScatterplotLayer<Incident>({
    id: "pulses",
    data: incidents as Incident[],
    getPosition: (incident) => incident.position,
    radiusUnits: "pixels",
    getRadius: 1,
    radiusScale: style.unit * (7 + 20 * phase),
    stroked: true,
    filled: false,
    lineWidthUnits: "pixels",
    getLineWidth: 2 * style.unit,
    getLineColor: (incident) => toRgba(style.theme.severity[incident.severity]),
    opacity: (1 - phase) ** 0.6,
    pickable: false,
  });
}

/** New incidents that still call for attention at `now`. */
export const listPulsing = (incidents: readonly Incident[], now: Date): readonly Incident[] =>
  incidents.filter((incident) => {
    const age = now.getTime() - Date.parse(incident.reportedAt);
    return isOpen(incident.status) && age >= -PULSE_MS && age < PULSE_MS;
  });

// From afar more than this many marks would cover the territory, and the heat under them.
const UNCROWDED = 400;
const LEAST_SCALE = 0.45;

const crowding = (count: number): number =>
  Math.max(LEAST_SCALE, Math.min(1, Math.sqrt(UNCROWDED / Math.max(1, count))));

function byWeight(incidents: readonly Incident[], late: (incident: Incident) => boolean): Incident[] {
  const weight = (incident: Incident): number => SIZES[incident.severity] + (late(incident) ? 1 : 0);
  return incidents
    .map((incident) => ({ incident, weight: weight(incident) }))
    .sort((a, b) => a.weight - b.weight)
    .map((entry) => entry.incident);
}
