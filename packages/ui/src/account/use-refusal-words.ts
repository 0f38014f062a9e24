import type { Role } from "@getu/domain";
import { useTranslation } from "react-i18next";
import { refusal } from "../messages/zh-cn/refusal.ts";
import { failureOf, refusalOf } from "./refusal.ts";

type Known = keyof typeof refusal;

const isKnown = (code: string): code is Known => code in refusal;

/** Says in the screen's language what a code of a refusal means. */
export function useCodeWords(): (code: string) => string {
  const { t } = useTranslation();
  return (code) => (isKnown(code) ? t(`refusal.${code}`) : t("refusal.other", { code }));
}

/** Says in the screen's language why something was refused. */
export function useRefusalWords(): (error: unknown) => string {
  const { t } = useTranslation();
  const wordsOf = useCodeWords();
  const namesOf = (roles: readonly (Role | "system")[]): string =>
    roles.flatMap((role) => (role === "system" ? [] : t(`role.${role}`))).join("、");
  return (error) => {
    const failure = failureOf(error);
    if (failure && "because" in failure) return t(`because.${failure.because}`);
    if (failure && "roles" in failure) return t("onlyRoles", { roles: namesOf(failure.roles) });
    return wordsOf(refusalOf(error));
  };
}
