import type { Plan, PlanGrid } from "@getu/domain/redraw";
import { attemptRecord, isRefusedRecord, listParentsFor } from "@getu/editor";
import type { GridRecord, RecordRefusal, Session } from "@getu/editor";
import { Button, Input, Select, Typography } from "antd";
import { useId, useState } from "react";
import type { FormEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";

type GridFormProps = { plan: Plan; grid: PlanGrid; session: Session };

/** Says something else of a grid: its name, its code, whom it belongs to; what cannot be is told while it is typed. */
export function GridForm(props: GridFormProps): ReactNode {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  if (!isOpen) return <Button onClick={() => setOpen(true)}>{t("planner.record.edit")}</Button>;
  return <OpenForm {...props} onClose={() => setOpen(false)} />;
}

function OpenForm({ plan, grid, session, onClose }: GridFormProps & { onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const id = useId();
  const [said, setSaid] = useState<GridRecord>(grid);
  const change = (part: Partial<GridRecord>): void => setSaid({ ...said, ...part });
  const result = attemptRecord({ plan, isLocked: session.isLocked }, grid, said);
  const refusal = isRefusedRecord(result) ? result : null;
  const steps = isRefusedRecord(result) ? [] : result.steps;
  const keep = (event: FormEvent): void => {
    event.preventDefault();
    if (steps.length === 0) return;
    session.send({ type: "propose", steps });
    session.send({ type: "accept" });
  };
  const textField = (of: "code" | "name", words: string): ReactNode => (
    <Field id={`${id}${of}`} {...{ words, refusal, of }}>
      <Input
        id={`${id}${of}`}
        autoFocus={of === "name"}
        maxLength={200}
        value={said[of]}
        status={refusal?.field === of ? "error" : ""}
        onChange={({ target: { value } }) => change(of === "name" ? { name: value } : { code: value })}
      />
    </Field>
  );
  return (
    <form
      className="planner__record"
      aria-label={t("planner.record.edit")}
      onSubmit={keep}
      onKeyDown={({ key }) => {
        if (key === "Escape") onClose();
      }}
    >
      {textField("name", t("planner.record.name"))}
      {textField("code", t("planner.grid.code"))}
      {grid.parentId !== null && (
        <Field id={`${id}parent`} words={t("planner.grid.parent")} refusal={refusal} of="parentId">
          <Select
            id={`${id}parent`}
            showSearch={{ optionFilterProp: "label" }}
            value={said.parentId}
            options={listParentsFor(plan, grid).map(({ id: value, name, code }) => ({
              value,
              label: `${name} · ${code}`,
            }))}
            onChange={(parentId) => change({ parentId })}
          />
        </Field>
      )}
      <div className="planner__answer">
        <Button onClick={onClose}>{t("planner.reject")}</Button>
        <Button type="primary" htmlType="submit" disabled={steps.length === 0}>
          {t("planner.accept")}
        </Button>
      </div>
    </form>
  );
}

type FieldProps = {
  /** Of the input, so that its name leads there. */
  id: string;
  words: string;
  of: RecordRefusal["field"];
  refusal: RecordRefusal | null;
  children: ReactNode;
};

/** A field with its name above and, below, why what stands in it cannot be. */
function Field({ id, words, of, refusal, children }: FieldProps): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="planner__field">
      <label htmlFor={id}>{words}</label>
      {children}
      {refusal?.field === of && (
        <Typography.Text type="danger" role="alert">
          {t(`planner.refused.${refusal.refused}`)}
        </Typography.Text>
      )}
    </div>
  );
}
