import type { CodeAgreement, FileAgreement } from "@getu/domain";
import type { Db } from "../db.ts";

/** What the codes of a file said of a version of a territory's lines. */
export type NewAgreement = Pick<FileAgreement, "kind" | "version"> & {
  territoryId: number;
  agreement: CodeAgreement;
};

/** Keeps what the newest file of a kind said instead of what the one before it said. */
export async function keepCodeAgreement(
  db: Db,
  { territoryId, kind, version, agreement }: NewAgreement,
): Promise<void> {
  const { equal, different, within30m } = agreement;
  await db.pool.query(
    `INSERT INTO code_agreement (territory_id, kind, version, equal, different, within_30m) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (territory_id, kind) DO UPDATE SET version = excluded.version, at = clock_timestamp(),
       equal = excluded.equal, different = excluded.different, within_30m = excluded.within_30m`,
    [territoryId, kind, version, equal, different, within30m],
  );
}

type AgreementRow = Omit<FileAgreement, "at" | "known"> & { at: Date };

/** What the newest files with codes of their own said, by kind; none where no file brought any. */
export async function listCodeAgreements(
  db: Db,
  { territoryId }: { territoryId: number },
): Promise<FileAgreement[]> {
  const { rows } = await db.pool.query<AgreementRow>(
    `SELECT kind, version, at, equal, different, within_30m AS "within30m" FROM code_agreement
     WHERE territory_id = $1 ORDER BY kind`,
    [territoryId],
  );
  return rows.map(({ at, ...row }) => ({
    ...row,
    known: row.equal + row.different,
    at: at.toISOString(),
  }));
}
