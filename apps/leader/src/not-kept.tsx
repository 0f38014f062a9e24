import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { intoView } from "./into-view.ts";
import type { Keeping } from "./use-keep.ts";

/** Says that the phone could not keep what was written, and what to do about it. */
export function NotKept({ keeping }: { keeping: Keeping }): ReactNode {
  const { t } = useTranslation();
  return (
    keeping === "failed" && (
      <p className="problem" role="alert" ref={intoView}>
        {t("leader.notKept")}
      </p>
    )
  );
}
