import { toTrpcError } from "@getu/api";
import type { Context, Failure } from "@getu/api";
import { CONTACT_DAYS, isAround } from "@getu/domain";
import type { Catalogue, FilingCondition, PublicReport, Rulebook } from "@getu/domain";
import {
  caseCodeOf,
  codeHashOf,
  databaseNow,
  listTerritories,
  PhotosMissing,
  reportMarkOf,
  takePublicReport,
} from "@getu/store";
import type { Db, NewPublicReport } from "@getu/store";

/** What a report is taken with. */
export type Desk = Rulebook & Pick<Context, "db" | "viewer">;

/** Takes a resident's report and returns the code to follow it by. */
export async function fileReport(desk: Desk, report: PublicReport): Promise<{ code: string }> {
  const { requestId, territoryId } = report;
  const code = caseCodeOf({ territoryId, senderId: "resident", requestId });
  await demandNearby(desk.db, report);
  const filed = await takePublicReport(desk.db, {
    ...(await toDelivery(desk, report)),
    followedBy: { codeHash: codeHashOf(code)! }, // a code that was just made is one
  }).catch((error: unknown) => {
    if (!(error instanceof PhotosMissing)) throw error;
    throw toTrpcError({ code: "PHOTO_NOT_FOUND", territoryId, photoId: error.ids[0] ?? "" });
  });
  if ("refusal" in filed) throw toTrpcError(withoutNumber(filed.refusal));
  return { code };
}

/** A resident learns no incident's number, not even of what was sent under the same mark before. */
const withoutNumber = (refusal: Failure): Failure =>
  refusal.code === "KEY_USED_BEFORE" ? { code: refusal.code } : refusal;

/** Residents choose a category; who files the case judges its condition. */
function defaultCondition({ categories }: Catalogue, code: string): FilingCondition {
  const condition = categories.find((category) => category.code === code)?.conditions[0];
  if (condition) return condition;
  throw toTrpcError({ code: "INPUT_INVALID", problems: [{ path: "category", message: "no such category" }] });
}

async function demandNearby(db: Db, { territoryId, position }: PublicReport): Promise<void> {
  const territory = (await listTerritories(db)).find(({ id }) => id === territoryId);
  if (!territory) throw toTrpcError({ code: "TERRITORY_NOT_FOUND", territoryId });
  if (!isAround(territory, position)) throw toTrpcError({ code: "POSITION_ELSEWHERE", territoryId });
}

async function toDelivery(desk: Desk, given: PublicReport): Promise<Omit<NewPublicReport, "followedBy">> {
  const { requestId, territoryId, category, channel, text, position, accuracyMetres, photoIds, contact } =
    given;
  const { caller } = desk.viewer;
  const externalId = `public-${reportMarkOf(requestId)}`;
  return {
    territoryId,
    rulebook: desk,
    idempotencyKey: externalId,
    report: {
      externalId,
      category,
      condition: defaultCondition(desk.catalogue, category).key,
      channel,
      summary: text,
      position,
      accuracyMetres,
      occurredAt: (await databaseNow(desk.db)).toISOString(),
    },
    photoIds,
    // Somebody of the office may report as a resident does, in a browser that knows them.
    sender: caller.kind === "person" ? `person:${caller.id}` : undefined,
    contact: contact === null ? null : { text: contact, keepDays: CONTACT_DAYS },
  };
}
