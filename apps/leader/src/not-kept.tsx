import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Missing } from "./missing.tsx";
import type { Keeping } from "./use-keep.ts";

/** Says that the phone could not keep what was written, and what to do about it. */
export function NotKept({ keeping }: { keeping: Keeping }): ReactNode {
  const { t } = useTranslation();
  return keeping === "failed" && <Missing words={t("leader.notKept")} />;
}
