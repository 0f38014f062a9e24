import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Refused } from "./resident-api.ts";

const KNOWN = [
  "OFFLINE",
  "TOO_OFTEN",
  "POSITION_ELSEWHERE",
  "CASE_NOT_FOUND",
  "CASE_NOT_CLOSED",
  "CASE_RATED_ALREADY",
  "PHOTO_NOT_FOUND",
  "PHOTO_TOO_LARGE",
  "PHOTO_TOO_MANY_PIXELS",
  "PHOTO_TYPE_REFUSED",
  "PHOTO_DAMAGED",
] as const;

/** Says in plain words what went wrong and what can be done. */
export function FailureNote({ failure }: { failure: unknown }): ReactNode {
  const { t } = useTranslation();
  const code = KNOWN.find((known) => failure instanceof Refused && known === failure.code);
  return (
    <p className="problem" role="alert">
      {t(code === undefined ? "resident.failure.other" : `resident.failure.${code}`)}
    </p>
  );
}
