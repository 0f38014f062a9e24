import { networkOf } from "./address-network.ts";
import type { Context } from "./context.ts";

type Asker = Pick<Context, "viewer" | "address" | "slowReadings">;

/** Whom a question counts for: a person, a screen, or a network of which no more is known. */
const askerOf = ({ viewer: { caller }, address }: Asker): string =>
  caller.kind === "nobody"
    ? `address:${address ? networkOf(address) : "inside"}` // a closed socket has no address any more
    : `${caller.kind}:${caller.id}`;

/** A question to the database that holds a connection for seconds; `asked` is all that its answer follows from, the scope included. */
type SlowReading<Question, Answer> = {
  name: string;
  asked: Question;
  read: (asked: Question) => Promise<Answer>;
};

/** Reads when it is the caller's turn, and equal questions once; throws `TOO_OFTEN` where there are too many (`turns.ts`). */
export const readInTurn = <Question extends object, Answer>(
  asker: Asker,
  { name, asked, read }: SlowReading<Question, Answer>,
): Promise<Answer> =>
  asker.slowReadings.take({ by: askerOf(asker), name: `${name} ${JSON.stringify(asked)}` }, () =>
    read(asked),
  );
