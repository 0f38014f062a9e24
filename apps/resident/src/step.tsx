import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DraftProblem } from "./draft.ts";

type StepProps = {
  id: string;
  title: string;
  hint?: string;
  /** What is missing of the form; said here when it is this step. */
  problem?: DraftProblem | null;
  children: ReactNode;
};

/** One question of the form. */
export function Step({ id, title, hint, problem, children }: StepProps): ReactNode {
  const { t } = useTranslation();
  return (
    <section id={id} className="step" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {hint !== undefined && <p className="hint">{hint}</p>}
      {children}
      {problem === id && (
        <p className="problem" role="alert">
          {t(`resident.missing.${problem}`)}
        </p>
      )}
    </section>
  );
}
