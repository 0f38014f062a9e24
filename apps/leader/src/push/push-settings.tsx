import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { usePush } from "./use-push.ts";

/** Whether one is called on this phone, in words, and the button that changes it where it can be changed. */
export function PushSettings(): ReactNode {
  const { t } = useTranslation();
  const { state, failure, turnOn, turnOff } = usePush();
  const [isBusy, setBusy] = useState(false);
  const act = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    await work();
    setBusy(false);
  };
  return (
    <section className="card calls" aria-labelledby="calls" data-state={state}>
      <h2 id="calls">{t("leader.calls.title")}</h2>
      <p className="quiet">{t(`leader.calls.${state}`)}</p>
      {failure !== null && (
        <p className="problem" role="alert">
          {t("leader.calls.failed", { because: failure })}
        </p>
      )}
      {(state === "off" || state === "on") && (
        <button
          type="button"
          className="button"
          disabled={isBusy}
          onClick={() => void act(state === "on" ? turnOff : turnOn)}
        >
          {t(state === "on" ? "leader.calls.turnOff" : "leader.calls.turnOn")}
        </button>
      )}
    </section>
  );
}
