import type { Territory } from "@getu/domain";
import type { Session, Suggestion } from "@getu/editor";
import { Button, Popover, Spin } from "antd";
import { lazy, Suspense, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { bboxWithin, planOf } from "@getu/editor";
import type { SnapGround } from "../snap-ground.ts";
import type { ChangeView, View } from "../view.ts";

const SuggestForm = lazy(async () => ({ default: (await import("./suggest-form.tsx")).SuggestForm }));

/** The form with its margins, in pixels of the page. */
const FORM_WIDTH = 344;

type SuggestButtonProps = {
  territory: Territory;
  session: Session;
  view: View;
  change: ChangeView;
  ground: SnapGround;
};

/** Opens the form that has a community divided, which is shown beside it; the form makes room for what it proposed. */
export function SuggestButton({ view: { sought }, change, ...form }: SuggestButtonProps): ReactNode {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const lookAt = (parent: number): void => {
    const { right } = button.current!.getBoundingClientRect(); // the form hangs from it
    const bbox = bboxWithin(planOf(form.session.state().history), parent);
    change({ goal: { bbox, leftOf: right - FORM_WIDTH } });
  };
  const showProposed = (parent: number, suggested: Suggestion): void => {
    change({ suggested, sought: parent }); // it begins with the same one where nothing else is in the hand
    setOpen(false);
  };
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      title={t("planner.suggest.title")}
      content={
        <Suspense fallback={<Spin />}>
          <SuggestForm {...form} sought={sought} onLook={lookAt} onProposed={showProposed} />
        </Suspense>
      }
    >
      <Button ref={button}>{t("planner.suggest.title")}</Button>
    </Popover>
  );
}
