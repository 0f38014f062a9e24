import { applyAction, findCondition, isNear, proofOf } from "@getu/domain";
import type {
  ActionRefusal,
  Actor,
  Classification,
  Command,
  Incident,
  Outcome,
  PhotoKind,
  Rulebook,
} from "@getu/domain";
import type { Db, Transaction } from "../db.ts";
import type { UnknownMatter } from "../incident/file-report.ts";
import { isReached } from "../incident/incident-reach.ts";
import { openIncident } from "./open-incident.ts";
import type { OpenIncident } from "./open-incident.ts";
import { listProof } from "./proof.ts";

/** What is to be done: a command as it comes in, which names what the incident is about and no rule. */
type GivenCommand = Omit<Command, "correction"> & { classification?: Classification | undefined };

/** An action as somebody wants it. */
export type GivenAction = {
  territoryId: number;
  incidentId: number;
  command: GivenCommand;
  /** Everything the one who acts may act as; the first that the action is open to counts. */
  actors: readonly Actor[];
  rulebook: Rulebook;
  /** Pending photos that come along. */
  photoIds?: readonly string[] | undefined;
};

/** Why an action cannot be taken as the incident stands. */
export type AttemptRefusal =
  | ActionRefusal
  | UnknownMatter
  | { code: "PHOTO_NOT_FOUND"; territoryId: number; photoId: string };

/** What an incident is after a correction. */
type Classified = Pick<Incident, "category" | "condition" | "severity">;

/** What an action leads to, not yet written, or why it cannot be taken. */
type Attempted =
  | (Exclude<Outcome, { refusal: unknown }> & { classified: Classified | undefined })
  | { refusal: AttemptRefusal };

/** Who stands nowhere near an incident does not learn that it is there. */
export const isNearAny = ({ state, gridPath }: OpenIncident, actors: readonly Actor[]): boolean =>
  actors.some((actor) => isNear(state, gridPath, actor.gridPath));

/** Sees an action against the incident as it stands, with everything that the database has to say about it. */
export async function attemptAction(
  db: Db,
  tx: Transaction,
  { given, open }: { given: GivenAction; open: OpenIncident },
): Promise<Attempted> {
  const ruled = toCommand(given, open);
  if ("refusal" in ruled) return ruled;
  const proof = await findLacking(tx, given, open);
  if ("refusal" in proof) return proof;
  const outcome = applyAsFirst(given.actors, ruled.command, { ...open, ...proof });
  if ("refusal" in outcome) return outcome;
  const { action, assignee } = given.command;
  const notPossible = (because: "assignee-unknown" | "duplicate-unfit"): Attempted => ({
    refusal: { code: "ACTION_NOT_POSSIBLE", action, status: open.state.status, because },
  });
  if (assignee && !open.isThere(assignee)) return notPossible("assignee-unknown");
  if (action === "merge" && !(await fitsAsOriginal(db, tx, given))) return notPossible("duplicate-unfit");
  return { ...outcome, classified: outcome.step.correction ? ruled.classified : undefined };
}

/** The command with the rule that the catalogue sets for what it corrects the incident to. */
function toCommand(
  { command: { classification, ...command }, rulebook }: GivenAction,
  { incident: { category, condition } }: OpenIncident,
): { command: Command; classified?: Classified } | { refusal: UnknownMatter } {
  if (!classification) return { command };
  const found = findCondition(rulebook.catalogue, classification);
  if (!found) return { refusal: { code: "CATEGORY_UNKNOWN", ...classification } };
  const { deadline, severity } = found;
  const correction = { from: { category, condition }, to: classification, deadline };
  return { command: { ...command, correction }, classified: { ...classification, severity } };
}

const isForeign = (outcome: Outcome): boolean =>
  "refusal" in outcome && outcome.refusal.code === "ACTION_NOT_YOURS";

/** Applies a command as the first of the actors to whom the action is open. */
function applyAsFirst(
  actors: readonly Actor[],
  command: Command,
  seen: OpenIncident & { lacking: readonly PhotoKind[] },
): Outcome {
  const outcomes = actors.map((actor) => applyAction(seen.state, command, { ...seen, actor }));
  const refused = { code: "ACTION_NOT_YOURS", action: command.action, because: "role" } as const;
  return outcomes.find((each) => !isForeign(each)) ?? outcomes[0] ?? { refusal: refused };
}

/** The photos that the catalogue demands of the incident before it is fed back and that are neither there nor brought. */
async function findLacking(
  tx: Transaction,
  { territoryId, incidentId, command, actors, rulebook, photoIds: brought = [] }: GivenAction,
  { incident, state }: OpenIncident,
): Promise<{ lacking: PhotoKind[] } | { refusal: AttemptRefusal }> {
  const demanded = command.action === "feed-back" ? proofOf(rulebook.catalogue, incident.category) : [];
  if (demanded.length === 0 && brought.length === 0) return { lacking: [] };
  const since = state.clock.startedAt;
  const { kinds, missing } = await listProof(tx, {
    territoryId,
    incidentId,
    since,
    brought,
    sender: actors[0]?.id,
  });
  if (missing[0] !== undefined)
    return { refusal: { code: "PHOTO_NOT_FOUND", territoryId, photoId: missing[0] } };
  return { lacking: demanded.filter((kind) => !kinds.includes(kind)) };
}

/**
 * An original is another incident that somebody of the actors has to do with, no duplicate itself, and open: as the
 * duplicate of what is done nobody would do anything about it. It stays so until we are done. One that is elsewhere is
 * as unfit as one that is not there, and as quickly: nobody waits for who works on it.
 */
async function fitsAsOriginal(
  db: Db,
  tx: Transaction,
  { territoryId, incidentId, command, actors, rulebook }: GivenAction,
): Promise<boolean> {
  const original = command.duplicateOf;
  if (original === undefined || original === incidentId) return false;
  const paths = actors.map(({ gridPath }) => gridPath);
  if (!(await isReached(tx, { territoryId, incidentId: original, paths }))) return false;
  await tx.query("SELECT FROM incident WHERE territory_id = $1 AND id = $2 FOR SHARE", [
    territoryId,
    original,
  ]);
  const found = await openIncident(db, tx, { territoryId, incidentId: original, rulebook, busy: "look" });
  return (
    found !== null &&
    isNearAny(found, actors) &&
    found.state.duplicateOf === null &&
    found.state.status !== "closed"
  );
}
