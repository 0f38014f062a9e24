import type { Camera, Chain, Incident, NamedGrid, Summary } from "@getu/domain";
import { DARK_THEME } from "@getu/layers";
import { CameraPanel, IncidentTicker, LadderPanel, LegendPanel, SummaryPanel } from "@getu/ui";
import type { CountedIncidents, Format, IncidentWords, LayerSwitches } from "@getu/ui";
import { memo } from "react";
import type { ComponentProps, NamedExoticComponent } from "react";

type LeftProps = {
  summary: Summary | null;
  chain: Chain | null;
  grids: readonly NamedGrid[];
  tierName: string;
  format: Format;
  onGrid: (gridId: number) => void;
  onNumber: (counted: CountedIncidents) => void;
};

/** The numbers left of the map; a slider that moves leaves them as they are. */
export const LeftSide: NamedExoticComponent<LeftProps> = memo((props: LeftProps) => (
  <div className="wall__left">
    <SummaryPanel {...props} onOpen={props.onNumber} />
    <LadderPanel {...props} onChoose={props.onGrid} onOpen={props.onNumber} />
  </div>
));
LeftSide.displayName = "LeftSide";

type RightProps = {
  incidents: readonly Incident[] | null;
  words: IncidentWords;
  now: Date;
  onIncident: (incident: Incident) => void;
  cameras: Summary["cameras"] | null;
  onCameras: (status: Camera["status"]) => void;
  switches: LayerSwitches;
  onSwitch: (switches: LayerSwitches) => void;
  ages: ComponentProps<typeof LegendPanel>["ages"];
  marked: string | null;
};

/** News, cameras and legend right of the map; a slider that moves leaves them as they are. */
export const RightSide: NamedExoticComponent<RightProps> = memo((props: RightProps) => (
  <div className="wall__right">
    <IncidentTicker {...props} onChoose={props.onIncident} />
    <CameraPanel {...props} onOpen={props.onCameras} format={props.words.format} theme={DARK_THEME} />
    <LegendPanel {...props} theme={DARK_THEME} />
  </div>
));
RightSide.displayName = "RightSide";
