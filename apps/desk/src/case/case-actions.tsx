import type { Action } from "@getu/domain";
import { Button, Dropdown, Typography } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ActionPanel } from "./action-panel.tsx";
import { inOrder } from "./action-order.ts";
import type { CaseView } from "./case-view.ts";

/** So many stand beside the first; the rest waits behind a button. */
const BESIDE = 2;

/** What the viewer may do, one thing first; the form of the chosen one below. */
export function CaseActions(view: CaseView): ReactNode {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Action | null>(null);
  const { first, others } = inOrder(view.found.actions);
  const nameOf = (action: Action): string => view.words.action(action);
  if (first === null && others.length === 0 && chosen === null)
    return <Typography.Text type="secondary">{t("desk.case.noActions")}</Typography.Text>;
  const rest = others.slice(BESIDE);
  return (
    <section className="case__actions" aria-label={t("desk.case.act")}>
      <div className="case__buttons">
        {first && (
          <Button type="primary" onClick={() => setChosen(first)}>
            {nameOf(first)}
          </Button>
        )}
        {others.slice(0, BESIDE).map((action) => (
          <Button key={action} onClick={() => setChosen(action)}>
            {nameOf(action)}
          </Button>
        ))}
        {rest.length > 0 && (
          <Dropdown
            trigger={["click"]}
            menu={{
              items: rest.map((action) => ({ key: action, label: nameOf(action) })),
              onClick: ({ key }) => setChosen(rest.find((action) => action === key) ?? null),
            }}
          >
            <Button>{t("desk.case.more")} ▾</Button>
          </Dropdown>
        )}
      </div>
      {chosen && <ActionPanel key={chosen} view={view} action={chosen} onClose={() => setChosen(null)} />}
    </section>
  );
}
