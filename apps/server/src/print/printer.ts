import { toTrpcError } from "@getu/api";
import type { FastifyBaseLogger } from "fastify";
import { ChromiumEnded } from "./chromium-process.ts";
import { drawPdf, PageRefused } from "./draw-pdf.ts";
import type { Drawing } from "./draw-pdf.ts";
import { findChromium } from "./find-chromium.ts";
import { createPrintTurns } from "./print-turns.ts";
import type { PrintTurns, Turn } from "./print-turns.ts";

/** Makes PDFs of pages of ours, one at a time. */
export type Printer = {
  print(order: Turn & Pick<Drawing, "address" | "answers">): Promise<Buffer>;
  stageOf: PrintTurns["stageOf"];
};

type PrinterOptions = {
  /** The browser; null = where it usually stands. */
  chromium: string | null;
  /** Where the browser may write while it prints. */
  folder: string;
  log: Pick<FastifyBaseLogger, "warn">;
  withinMs?: number;
  mostWaiting?: number;
};

/** A booklet of a large community takes a few seconds; what takes this long does not come. */
const WITHIN_MS = 60_000;
const MOST_WAITING = 5;

/** A printer over the system's Chromium, which is looked for at every print: it may be installed meanwhile. */
export function createPrinter(options: PrinterOptions): Printer {
  const { chromium, folder, log, withinMs = WITHIN_MS, mostWaiting = MOST_WAITING } = options;
  const turns = createPrintTurns({ mostWaiting });
  return {
    stageOf: turns.stageOf,
    async print({ caller, ticket, signal: unwanted, address, answers }) {
      const executable = findChromium(chromium);
      if (executable === null) throw toTrpcError({ code: "PRINTER_MISSING" });
      return turns.take({ caller, ticket, signal: unwanted }, async (report) => {
        const tooLong = AbortSignal.timeout(withinMs);
        const signal = AbortSignal.any([unwanted, tooLong]);
        try {
          return await drawPdf({ executable, folder, address, answers, signal, report });
        } catch (error) {
          if (!unwanted.aborted) log.warn({ err: error }, "a print failed");
          throw toFailure(error, tooLong.aborted);
        }
      });
    },
  };
}

function toFailure(error: unknown, tookTooLong: boolean): unknown {
  if (tookTooLong) return toTrpcError({ code: "PRINT_FAILED", reason: "took-too-long" });
  if (error instanceof ChromiumEnded) return toTrpcError({ code: "PRINT_FAILED", reason: "ended" });
  if (!(error instanceof PageRefused)) return error;
  return error.message === "PRINTER_WITHOUT_CHINESE"
    ? toTrpcError({ code: "PRINTER_WITHOUT_CHINESE" })
    : toTrpcError({ code: "PRINT_FAILED", reason: "not-drawn" });
}
