import { authDoor } from "@getu/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { countUnsent } from "./outbox/outbox.ts";
import { useEntries, usePhone } from "./phone.tsx";
import { endSubscription } from "./push/subscription.ts";
import { forgetGround } from "./install-worker.ts";
import { intoView } from "./into-view.ts";
import { tellOwnerGone } from "./other-tabs.ts";

/** Signs out and clears the phone; asks first when something would be lost. */
export function SignOut(): ReactNode {
  const { t } = useTranslation();
  const { vault } = usePhone();
  const { unsent } = countUnsent(useEntries());
  const [step, setStep] = useState<"begin" | "asks" | "busy" | "failed">("begin");

  async function leave(): Promise<void> {
    setStep("busy");
    try {
      await authDoor.signOut();
    } catch {
      return setStep("failed");
    }
    await endSubscription().catch(() => undefined); // the server has forgotten it with the sign-in
    await vault.wipe();
    tellOwnerGone();
    await forgetGround();
    location.replace("/leader/");
  }

  if (step === "asks") {
    return (
      <div className="problem" role="alert" ref={intoView}>
        <p>{t("leader.me.unsent", { count: unsent })}</p>
        <button type="button" className="button button--main" onClick={() => setStep("begin")}>
          {t("leader.me.stay")}
        </button>
        <button type="button" className="button button--wrong" onClick={() => void leave()}>
          {t("leader.me.wipe")}
        </button>
      </div>
    );
  }
  return (
    <>
      {step === "failed" && (
        <p className="problem" role="alert">
          {t("leader.me.needsNetwork")}
        </p>
      )}
      <button
        type="button"
        className="button"
        disabled={step === "busy"}
        onClick={() => (unsent > 0 ? setStep("asks") : void leave())}
      >
        {t("leader.signOut")}
      </button>
    </>
  );
}
