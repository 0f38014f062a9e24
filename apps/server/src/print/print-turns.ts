import { once } from "node:events";
import { toTrpcError } from "@getu/api";
import type { PrintStage } from "@getu/domain";

/** Who wants a print, what they ask after it by, and when they do not want it any more. */
export type Turn = { caller: string; ticket: string; signal: AbortSignal };

/** Work that is done one after the other. */
export type PrintTurns = {
  /** Does the work when it is its turn; throws `PRINTER_BUSY` where too many wait or the caller has a turn already. */
  take<T>(turn: Turn, work: (report: (stage: PrintStage) => void) => Promise<T>): Promise<T>;
  /** How far a caller's turn is; null = it is over, or there was none. */
  stageOf: (turn: Pick<Turn, "caller" | "ticket">) => PrintStage | null;
};

const RETRY_AFTER_SECONDS = 10;

/** One at a time, and so few in waiting that nobody can keep the machine busy. */
export function createPrintTurns({ mostWaiting }: { mostWaiting: number }): PrintTurns {
  const turns: (Pick<Turn, "caller" | "ticket"> & { stage: PrintStage; start: () => void })[] = [];

  function demandRoom(caller: string): void {
    if (turns.length > mostWaiting || turns.some((turn) => turn.caller === caller))
      throw toTrpcError({ code: "PRINTER_BUSY", retryAfterSeconds: RETRY_AFTER_SECONDS });
  }

  return {
    async take({ caller, ticket, signal }, work) {
      signal.throwIfAborted();
      demandRoom(caller);
      const { promise: started, resolve: start } = Promise.withResolvers<void>();
      const turn = { caller, ticket, start, stage: { stage: "drawing", drawn: 0, pages: 0 } as PrintStage };
      turns.push(turn);
      turns[0]?.start();
      try {
        await Promise.race([started, once(signal, "abort")]);
        signal.throwIfAborted();
        return await work((stage) => {
          turn.stage = stage;
        });
      } finally {
        turns.splice(turns.indexOf(turn), 1);
        turns[0]?.start();
      }
    },
    stageOf({ caller, ticket }) {
      const place = turns.findIndex((turn) => turn.caller === caller && turn.ticket === ticket);
      if (place > 0) return { stage: "waiting", ahead: place };
      return turns[place]?.stage ?? null;
    },
  };
}
