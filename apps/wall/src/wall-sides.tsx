import type { Chain, Incident, NamedGrid, Summary } from "@getu/domain";
import { DARK_THEME } from "@getu/layers";
import { CameraPanel, IncidentTicker, LadderPanel, LegendPanel, SummaryPanel } from "@getu/ui";
import type { Format, IncidentWords, LayerSwitches, SummaryNumber } from "@getu/ui";
import { memo } from "react";
import type { ComponentProps, NamedExoticComponent } from "react";

type LeftProps = {
  summary: Summary | null;
  chain: Chain | null;
  grids: readonly NamedGrid[];
  tierName: string;
  format: Format;
  onGrid: (gridId: number) => void;
  onNumber: (number: SummaryNumber) => void;
};

/** The numbers left of the map; a slider that moves leaves them as they are. */
export const LeftSide: NamedExoticComponent<LeftProps> = memo((props: LeftProps) => (
  <div className="wall__left">
    <SummaryPanel {...props} onOpen={props.onNumber} />
    <LadderPanel {...props} onChoose={props.onGrid} />
  </div>
));
LeftSide.displayName = "LeftSide";

type RightProps = {
  incidents: readonly Incident[] | null;
  words: IncidentWords;
  now: Date;
  onIncident: (incident: Incident) => void;
  cameras: Summary["cameras"] | null;
  switches: LayerSwitches;
  onSwitch: (switches: LayerSwitches) => void;
  ages: ComponentProps<typeof LegendPanel>["ages"];
};

/** News, cameras and legend right of the map; a slider that moves leaves them as they are. */
export const RightSide: NamedExoticComponent<RightProps> = memo((props: RightProps) => (
  <div className="wall__right">
    <IncidentTicker {...props} onChoose={props.onIncident} />
    <CameraPanel cameras={props.cameras} format={props.words.format} theme={DARK_THEME} />
    <LegendPanel {...props} theme={DARK_THEME} />
  </div>
));
RightSide.displayName = "RightSide";
