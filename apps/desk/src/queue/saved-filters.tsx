import { MOST_SAVED_FILTERS } from "@getu/domain";
import type { SavedFilter } from "@getu/domain";
import { useSavedFilters } from "@getu/ui";
import type { QueueView } from "@getu/ui";
import { Button, Input, Popover, Space, Typography } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "@getu/ui/use-act.ts";

type SavedFiltersProps = { territoryId: number; view: QueueView; onShow: (view: QueueView) => void };

const LONGEST_NAME = 40;

function SaveForm({
  view,
  onSave,
}: {
  view: QueueView;
  onSave: (saved: SavedFilter) => Promise<void>;
}): ReactNode {
  const { t } = useTranslation();
  const { isBusy, act } = useAct();
  const [name, setName] = useState("");
  const save = () =>
    act(async () => {
      await onSave({ name: name.trim(), ...view });
      setName("");
    });
  return (
    <Space.Compact block>
      <Input
        aria-label={t("desk.queue.filterName")}
        placeholder={t("desk.queue.filterName")}
        maxLength={LONGEST_NAME}
        value={name}
        onChange={({ target }) => setName(target.value)}
        onPressEnter={() => name.trim() !== "" && save()}
      />
      <Button type="primary" loading={isBusy} disabled={name.trim() === ""} onClick={save}>
        {t("desk.queue.save")}
      </Button>
    </Space.Compact>
  );
}

/** One's own filters: shows one, keeps what is shown now under a name, forgets one. */
export function SavedFilters({ territoryId, view, onShow }: SavedFiltersProps): ReactNode {
  const { t } = useTranslation();
  const { saved, save, remove } = useSavedFilters(territoryId);
  const { act } = useAct();
  const [isOpen, setOpen] = useState(false);
  const list = (
    <div className="queue__saved">
      {saved.length === 0 && <Typography.Text type="secondary">{t("desk.queue.noneSaved")}</Typography.Text>}
      {saved.map(({ name, ...kept }) => (
        <div key={name} className="queue__line queue__line--apart">
          <Button
            type="link"
            onClick={() => {
              onShow(kept);
              setOpen(false);
            }}
          >
            {name}
          </Button>
          <Button
            type="text"
            size="small"
            aria-label={t("desk.queue.forget", { name })}
            onClick={() => act(() => remove(name))}
          >
            ×
          </Button>
        </div>
      ))}
      {saved.length < MOST_SAVED_FILTERS && <SaveForm view={view} onSave={save} />}
    </div>
  );
  return (
    <Popover content={list} trigger="click" placement="bottomRight" open={isOpen} onOpenChange={setOpen}>
      <Button>
        {t("desk.queue.saved")}
        {saved.length > 0 && ` ${saved.length}`}
      </Button>
    </Popover>
  );
}
