import { asPerson } from "@getu/ui";
import type { Backend } from "@getu/ui";
import { takePhone } from "./holder.ts";
import type { Holder, Newcomer, Taking } from "./holder.ts";
import { namesToForget } from "./outbox/names-to-forget.ts";
import type { OutboxStore } from "./outbox/outbox-store.ts";
import type { Vault } from "./outbox/vault.ts";

/** What the copy of somebody's work is called in the vault. */
export const COPY = "copy";
const OWNER = "owner";

/** Nobody gives the secret that the phone is opened with: there is no network, or the sign-in has ended meanwhile. */
export class SecretAway extends Error {}

/**
 * Says whose the phone is from now on, and what became of the answers that were kept: only one's own are there then.
 * `onCleared` hears it first, after the phone was locked and before it is opened for another: the page lets go of what it
 * shows unless it is one's own.
 */
export type Claim = (
  newcomer: Newcomer,
  onCleared: (answers: Taking["answers"]) => void,
) => Promise<Taking["answers"]>;

/** Older versions kept the id alone. */
const toHolder = (kept: Holder | string | null): Holder | null =>
  typeof kept === "string" ? { personId: kept, rights: [] } : kept;

type Claimed = { vault: Vault; outbox: Pick<OutboxStore, "load">; backend: Backend };

/** Whose the phone is, and by which rights: of a locked one nothing says by which. */
async function findHolder(vault: Vault): Promise<{ before: Holder | null; isLocked: boolean }> {
  const kept = toHolder(await vault.read<Holder | string>(OWNER).catch(() => null)); // damaged
  if (kept) return { before: kept, isLocked: false };
  const personId = await vault.holder();
  return { before: personId === null ? null : { personId, rights: [] }, isLocked: true };
}

/** Locks the phone behind somebody: what waits stays, for them alone. */
export async function leavePhone(vault: Vault, personId: string): Promise<void> {
  await vault.lock({ personId, forget: await namesToForget(vault) });
}

async function openFor({ vault, backend }: Claimed, personId: string): Promise<void> {
  await vault.open(personId, async (salt) => {
    try {
      return (await backend.account.phoneSecret.mutate({ salt }, { context: asPerson(personId) })).secret;
    } catch (error) {
      throw new SecretAway("no secret was given", { cause: error });
    }
  });
}

/** Hands a phone to who has signed in, one after the other. */
export function createClaim(claimed: Claimed): Claim {
  const { vault, outbox } = claimed;
  const take: Claim = async (newcomer, onCleared) => {
    const { before, isLocked } = await findHolder(vault);
    const { holder, answers } = takePhone(before, newcomer);
    const isSame = newcomer?.personId === before?.personId;
    if (before && !isSame) await leavePhone(vault, before.personId);
    onCleared(answers);
    if (newcomer) {
      await openFor(claimed, newcomer.personId).catch((error: unknown) => {
        // Kept by an earlier version and without a network: it is opened as it was, and sealed anew the next time.
        if (isLocked || !isSame || !(error instanceof SecretAway)) throw error;
      });
    }
    await keepHolder(vault, { before, holder, answers });
    await outbox.load();
    return answers;
  };
  let turn: Promise<unknown> = Promise.resolve();
  return (newcomer, onCleared) => {
    const taken = turn.then(() => take(newcomer, onCleared));
    turn = taken.catch(() => undefined);
    return taken;
  };
}

/** A phone that is full can still be read from: it is written to only where something is news. */
async function keepHolder(
  vault: Vault,
  { before, holder, answers }: Taking & { before: Holder | null },
): Promise<void> {
  if (holder === null || JSON.stringify(holder) === JSON.stringify(before)) return;
  await vault.change({ put: new Map([[OWNER, holder]]), remove: answers === "own" ? [] : [COPY] });
}
