import { useEffect, useState } from "react";
import { z } from "zod";
import { say } from "./use-own-wall.ts";

const codeSchema = z.object({
  code: z.string(),
  validMs: z.number().positive(),
  expiresAt: z.iso.datetime(),
});

type PairingCode = z.infer<typeof codeSchema>;

/** A refused or failed question for a code is asked again after so long. */
const ASK_AGAIN_MS = 15_000;

/**
 * Here the windows of a browser tell each other their codes: it keeps one secret for all of them, so a code that one of
 * them was given before is of no use any more.
 */
const CHANNEL = "getu-pairing-code";

/** Gives a code that can be typed now, and a new one whenever that is over or another window has one; null while there is none. Returns how to stop. */
function keepPairingCode(onCode: (code: string | null) => void): () => void {
  const windows = new BroadcastChannel(CHANNEL);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shownUntil = "";
  let isOver = false;

  function askIn(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), ms);
  }

  /** Of two windows that ask at the same time both show the later code. */
  function show({ code, validMs, expiresAt }: PairingCode, lateMs: number): void {
    if (expiresAt < shownUntil) return;
    shownUntil = expiresAt;
    onCode(code);
    askIn(validMs + lateMs);
  }

  async function ask(): Promise<void> {
    shownUntil = "";
    const answer = await say("/wall-pairing", {})
      .then(async (response) => codeSchema.parse(await response.json()))
      .catch(() => null);
    if (isOver) return;
    if (answer) {
      show(answer, 0);
      windows.postMessage(answer); // oxlint-disable-line unicorn/require-post-message-target-origin -- of windows only
    } else {
      onCode(null);
      askIn(ASK_AGAIN_MS);
    }
  }

  windows.addEventListener("message", ({ data }) => {
    const told = codeSchema.safeParse(data).data;
    if (told) show(told, ASK_AGAIN_MS); // the window that has asked asks again first
  });
  void ask();
  return () => {
    isOver = true;
    windows.close();
    clearTimeout(timer);
  };
}

/**
 * A code that the administrator types at the desk, a new one whenever the old one is over; null while there is none. All
 * windows of a browser show the same one.
 */
export function usePairingCode(): string | null {
  const [code, setCode] = useState<string | null>(null);
  useEffect(() => keepPairingCode(setCode), []);
  return code;
}
