import { authDoor } from "@getu/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { countUnsent } from "./outbox/outbox.ts";
import { leavePhone } from "./claim-phone.ts";
import { useBookState, useOwnEntries, usePhone } from "./phone.tsx";
import { endSubscription } from "./push/subscription.ts";
import { forgetGround } from "./install-worker.ts";
import { intoView } from "./into-view.ts";
import { tellOwnerGone } from "./other-tabs.ts";

/** Signs out and clears the phone of what was delivered and of one's work; says first what waits, which stays for its author alone. */
export function SignOut({ personId }: { personId: string }): ReactNode {
  const { t } = useTranslation();
  const { vault } = usePhone();
  const { isLoaded, unreadable, others } = useBookState();
  const unsent = countUnsent(useOwnEntries(personId)).unsent + unreadable.length;
  const [step, setStep] = useState<"begin" | "asks" | "busy" | "failed">("begin");

  async function leave(): Promise<void> {
    setStep("busy");
    try {
      await authDoor.signOut();
    } catch {
      return setStep("failed");
    }
    await endSubscription().catch(() => undefined); // the server has forgotten it with the sign-in
    await leavePhone(vault, personId).catch(reportError); // the sign-in page does it then
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
        <button type="button" className="button" onClick={() => void leave()}>
          {t("leader.me.leaveThem")}
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
      {others > 0 && <p className="hint">{t("leader.me.keepsOthers", { count: others })}</p>}
      <button
        type="button"
        className="button"
        disabled={step === "busy" || !isLoaded}
        onClick={() => (unsent > 0 ? setStep("asks") : void leave())}
      >
        {t("leader.signOut")}
      </button>
    </>
  );
}
