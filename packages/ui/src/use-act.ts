import { App } from "antd";
import { useState } from "react";
import { useRefusalWords } from "./account/use-refusal-words.ts";

/** Does something that takes a moment: `isBusy` meanwhile, and when it is refused says why. */
export function useAct(): { isBusy: boolean; act: (work: () => Promise<unknown>) => Promise<void> } {
  const { message } = App.useApp();
  const wordsFor = useRefusalWords();
  const [isBusy, setBusy] = useState(false);
  return {
    isBusy,
    async act(work) {
      setBusy(true);
      try {
        await work();
      } catch (error) {
        message.error(wordsFor(error));
      } finally {
        setBusy(false);
      }
    },
  };
}
