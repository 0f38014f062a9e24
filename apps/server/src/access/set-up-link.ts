import {
  createSecretToken,
  inTransaction,
  insertInvitation,
  isWithoutPersons,
  withdrawInvitations,
} from "@getu/store";
import type { Db } from "@getu/store";

const VALID_MS = 24 * 3_600_000;

/** Who makes the first invitation. */
const MAKER = "system";

/**
 * The link by which the first administrator makes an account, once; null when there are accounts. Links of earlier
 * starts end. The token stands behind `#`, so that no server or proxy ever logs it.
 */
export async function offerSetUp(db: Db, publicUrl: string): Promise<string | null> {
  if (!(await isWithoutPersons(db))) return null;
  const { token, tokenHash } = createSecretToken();
  await inTransaction(db, async (tx) => {
    await withdrawInvitations(tx, MAKER);
    const place = { territoryId: null, gridId: null };
    await insertInvitation(tx, {
      ...place,
      role: "administrator",
      tokenHash,
      createdBy: MAKER,
      validMs: VALID_MS,
    });
  });
  return `${publicUrl}/desk/#/join/${token}`;
}
