import type {
  AuditHead,
  BasemapSource,
  LoopWords,
  NoticeSettings,
  Rulebook,
  Territory,
  Viewer,
} from "@getu/domain";
import type { Db } from "@getu/store";
import type { CoverageSource } from "./coverage-source.ts";
import type { GridIndexes } from "./grid-indexes.ts";
import type { HeatSource } from "./heat-source.ts";
import type { PushDoor } from "./push-door.ts";
import type { RedrawDoor } from "./redraw-door.ts";
import type { Turns } from "./turns.ts";

/** What every procedure may use: who asks and from where, and what the composition root opened. */
export type Context = Rulebook & {
  viewer: Viewer;
  /** The network address the request came from; null = from inside the process. */
  address: string | null;
  /** The sign-in that the request carries; null = none. */
  sessionId: string | null;
  /** True when a directory of the office's own signs people in too. */
  hasDirectory: boolean;
  /** Makes of a password what may be kept of it. */
  hashPassword: (password: string) => Promise<string>;
  /** Makes the secret that a person's entries on a phone are sealed by, from the salt that the phone drew. */
  phoneSecretOf: (owner: { personId: string; salt: string }) => string;
  /** Heads of the audit log that are kept outside the database. */
  keptAuditHeads: () => readonly AuditHead[];
  db: Db;
  loopWords: LoopWords;
  basemap: BasemapSource;
  notice: NoticeSettings;
  /** Where residents of a territory report, to be printed; null = no address is known that they could reach. */
  reportUrlOf: (territory: Pick<Territory, "demo">) => string | null;
  gridIndexes: GridIndexes;
  heat: HeatSource;
  coverage: CoverageSource;
  redraw: RedrawDoor;
  /** For what holds a connection to the database for seconds: `read-in-turn.ts`. */
  slowReadings: Turns;
  /** Null = this server calls no phones. */
  push: PushDoor | null;
};
