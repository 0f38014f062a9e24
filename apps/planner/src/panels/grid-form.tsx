import type { Plan, PlanGrid } from "@getu/domain/redraw";
import {
  attemptRecord,
  isRefusedRecord,
  listParentsFor,
  MOST_HOUSEHOLDS,
  readHouseholds,
} from "@getu/editor";
import type { GridRecord, RecordRefusal, Session } from "@getu/editor";
import { Button, Input, Select, Typography } from "antd";
import { useId, useState } from "react";
import type { FormEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";

type GridFormProps = {
  plan: Plan;
  /** As it is shown, with its households by the new outlines. */
  grid: PlanGrid;
  session: Session;
};

/** Says something else of a grid: what it is called, whose it is, who lives there; what cannot be is told while it is typed. */
export function GridForm(props: GridFormProps): ReactNode {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  if (!isOpen) return <Button onClick={() => setOpen(true)}>{t("planner.record.edit")}</Button>;
  return <OpenForm {...props} onClose={() => setOpen(false)} />;
}

const FIELDS = ["name", "code", "leaderName", "households"] as const;

type TextField = (typeof FIELDS)[number];

const textsOf = ({ name, code, leaderName, households }: PlanGrid): Record<TextField, string> => ({
  name,
  code,
  leaderName: leaderName ?? "",
  households: households === null ? "" : String(households),
});

function OpenForm({ plan, grid, session, onClose }: GridFormProps & { onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const id = useId();
  const [texts, setTexts] = useState(() => textsOf(grid));
  const [parentId, setParentId] = useState(grid.parentId);
  const said: GridRecord = { ...texts, parentId, households: readHouseholds(texts.households) };
  const result = attemptRecord({ plan, isLocked: session.isLocked }, grid, said);
  const refusal = isRefusedRecord(result) ? result : null;
  const steps = isRefusedRecord(result) ? [] : result.steps;
  const keep = (event: FormEvent): void => {
    event.preventDefault();
    if (steps.length === 0) return;
    session.send({ type: "propose", steps });
    session.send({ type: "accept" });
  };
  const textField = (of: TextField): ReactNode => (
    <Field key={of} id={`${id}${of}`} words={t(WORDS[of])} {...{ refusal, of }}>
      <Input
        id={`${id}${of}`}
        autoFocus={of === "name"}
        inputMode={of === "households" ? "numeric" : "text"}
        placeholder={of === "leaderName" || of === "households" ? t("planner.grid.unknown") : undefined}
        maxLength={200}
        value={texts[of]}
        status={refusal?.field === of ? "error" : ""}
        onChange={({ target: { value } }) => setTexts({ ...texts, [of]: value })}
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
      {FIELDS.map(textField)}
      {grid.parentId !== null && (
        <Field id={`${id}parent`} words={t("planner.grid.parent")} refusal={refusal} of="parentId">
          <Select
            id={`${id}parent`}
            showSearch={{ optionFilterProp: "label" }}
            value={parentId}
            options={listParentsFor(plan, grid).map(({ id: value, name, code }) => ({
              value,
              label: `${name} · ${code}`,
            }))}
            onChange={setParentId}
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

const WORDS = {
  name: "planner.record.name",
  code: "planner.grid.code",
  leaderName: "planner.grid.leader",
  households: "planner.grid.households",
} as const satisfies Record<TextField, string>;

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
          {t(`planner.refused.${refusal.refused}`, { most: MOST_HOUSEHOLDS })}
        </Typography.Text>
      )}
    </div>
  );
}
