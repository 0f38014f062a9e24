import type { Actor } from "@getu/domain";

/**
 * A delivery as the ledger calls it: every sender has names of their own, so that nobody takes one that another, or the
 * house itself, is going to use. Ids of senders hold no blank.
 */
export const deliveryKey = ({ id }: Pick<Actor, "id">, key: string): string => `${id} ${key}`;
