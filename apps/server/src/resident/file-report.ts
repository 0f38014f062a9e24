import { toTrpcError } from "@getu/api";
import { CONTACT_DAYS, dueAt } from "@getu/domain";
import type { Catalogue, IncidentRecord, PublicReport, Territory, WorkingCalendar } from "@getu/domain";
import { databaseNow, listTerritories, PhotosMissing, takePublicReport } from "@getu/store";
import type { Db } from "@getu/store";
import { caseCodeOf, codeHashOf, externalIdOf } from "./case-code.ts";

/** What a report is taken with. */
export type Desk = { db: Db; catalogue: Catalogue; calendar: WorkingCalendar };

/** Takes a resident's report and returns the code to follow it by. */
export async function fileReport(desk: Desk, report: PublicReport): Promise<{ code: string }> {
  const { requestId, territoryId, photoIds, contact } = report;
  const code = caseCodeOf(requestId);
  const record = toRecord(report, {
    condition: defaultCondition(desk.catalogue, report.category),
    territory: await findTerritoryOf(desk.db, territoryId),
    calendar: desk.calendar,
    now: await databaseNow(desk.db),
  });
  await takePublicReport(desk.db, {
    territoryId,
    record,
    photoIds,
    codeHash: codeHashOf(code)!, // a code that was just made is one
    contact: contact === null ? null : { text: contact, keepDays: CONTACT_DAYS },
  }).catch((error: unknown) => {
    if (!(error instanceof PhotosMissing)) throw error;
    throw toTrpcError({ code: "PHOTO_NOT_FOUND", territoryId, photoId: error.ids[0] ?? "" });
  });
  return { code };
}

type Condition = Catalogue["categories"][number]["conditions"][number];

/** Residents choose a category; who files the case judges its condition. */
function defaultCondition({ categories }: Catalogue, code: string): Condition {
  const condition = categories.find((category) => category.code === code)?.conditions[0];
  if (condition) return condition;
  throw toTrpcError({ code: "INPUT_INVALID", problems: [{ path: "category", message: "no such category" }] });
}

async function findTerritoryOf(db: Db, territoryId: number): Promise<Territory> {
  const territory = (await listTerritories(db)).find(({ id }) => id === territoryId);
  if (!territory) throw toTrpcError({ code: "TERRITORY_NOT_FOUND", territoryId });
  return territory;
}

type Filing = { condition: Condition; territory: Territory; calendar: WorkingCalendar; now: Date };

function toRecord(report: PublicReport, { condition, territory, calendar, now }: Filing): IncidentRecord {
  const { category, channel, text, position, accuracyMetres } = report;
  const place = { calendar, timeZone: territory.timeZone };
  return {
    externalId: externalIdOf(report.requestId),
    category,
    condition: condition.key,
    severity: condition.severity,
    channel,
    status: "reported",
    summary: text,
    position,
    accuracyMetres,
    occurredAt: now.toISOString(),
    reportedAt: now.toISOString(),
    dueAt: dueAt({ startedAt: now, rule: condition.deadline }, place)?.toISOString() ?? null,
    closedAt: null,
  };
}
