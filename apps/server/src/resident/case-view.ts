import { toTrpcError } from "@getu/api";
import { caseViewSchema } from "@getu/domain";
import type { CaseView } from "@getu/domain";
import { codeHashOf, findCase, rateCase } from "@getu/store";
import type { Db, PublicCase } from "@getu/store";
import type { Desk } from "./file-report.ts";

/** The case of a code as its reporter may see it; a code that cannot be one and one that is unknown are alike. */
export async function getCase(db: Db, code: string): Promise<CaseView> {
  const found = await findCase(db, { codeHash: hashOrThrow(code) });
  if (!found) throw toTrpcError({ code: "CASE_NOT_FOUND" });
  return toView(found);
}

/** Rates a closed case and returns it as it is afterwards. */
export async function rate(
  desk: Desk,
  { code, rating, reason }: { code: string; rating: number; reason: string | null },
): Promise<CaseView> {
  const { db } = desk;
  const before = await getCase(db, code);
  const given = { codeHash: hashOrThrow(code), rating, reason, rulebook: desk };
  const isRated = before.mayRate && (await rateCase(db, given));
  const after = await getCase(db, code);
  if (isRated) return after;
  // Asked again of how it is now: it may have been opened at this very moment.
  if (after.closedAt === null) throw toTrpcError({ code: "CASE_NOT_CLOSED", status: after.status });
  throw toTrpcError({ code: "CASE_RATED_ALREADY" });
}

function hashOrThrow(code: string): string {
  const hash = codeHashOf(code);
  if (hash === null) throw toTrpcError({ code: "CASE_NOT_FOUND" });
  return hash;
}

const toView = ({ incident, reportedAt, photos, steps, answer, rating }: PublicCase): CaseView =>
  caseViewSchema.parse({
    category: incident.category,
    status: incident.status,
    reportedAt: reportedAt.toISOString(),
    dueAt: incident.dueAt,
    closedAt: incident.closedAt,
    photos,
    steps: steps.map(({ status, at }) => ({ status, at: at.toISOString() })),
    answer,
    rating,
    mayRate: incident.closedAt !== null && rating === null,
  });
