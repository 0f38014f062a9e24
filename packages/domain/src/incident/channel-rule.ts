import { CHANNELS } from "./incident.ts";
import type { Channel } from "./incident.ts";
import { may } from "../access/permissions.ts";
import type { Role, Viewer } from "../access/permissions.ts";

/** Channels by which the office finds a matter itself instead of being told (主动发现). */
export const FOUND_BY_US = ["patrol", "visit"] as const satisfies readonly Channel[];

/**
 * The channels that a role may name for what it reports. Who takes the calls, opens the letters and sits in the meetings
 * says which of them it was. A leader reports what they come upon themselves, on patrol or at a household's door: of
 * calls and letters they have none to record, and the grid's share of what was found (主动发现) is no matter of choice.
 */
export const channelsOf = (role: Role): readonly Channel[] => (role === "leader" ? FOUND_BY_US : CHANNELS);

/** The channels that somebody may name in a territory by one of their roles there; empty when they may not report. */
export const listChannels = (viewer: Viewer, territoryId: number): Channel[] =>
  CHANNELS.filter((channel) =>
    viewer.grants.some(
      (grant) =>
        channelsOf(grant.role).includes(channel) &&
        may({ ...viewer, grants: [grant] }, "incident.report", { territoryId }),
    ),
  );
