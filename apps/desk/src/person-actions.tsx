import type { ListedPerson } from "@getu/domain";
import type { People } from "@getu/ui";
import { Button, Form, Input, Modal, Popconfirm, Space } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "@getu/ui/use-act.ts";

type PersonActionsProps = {
  person: ListedPerson;
  people: People;
  /** Null = the reader has no role to give. */
  onGive: ((person: ListedPerson) => void) | null;
};

/** What the reader can do about somebody, and nothing else; what ends their work asks first. */
export function PersonActions({ person, people, onGive }: PersonActionsProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Space size={4} wrap>
      {onGive && (
        <Button size="small" onClick={() => onGive(person)}>
          {t("people.give")}
        </Button>
      )}
      {person.mayManage && person.hasSecondFactor && <ResetSecondFactor {...{ person, people }} />}
      {person.mayManage && <CloseOrOpen {...{ person, people }} />}
    </Space>
  );
}

type ManagedProps = Pick<PersonActionsProps, "person" | "people">;

function CloseOrOpen({ person: { id, name, isDisabled }, people }: ManagedProps): ReactNode {
  const { t } = useTranslation();
  const { act } = useAct();
  if (isDisabled) {
    return (
      <Button size="small" onClick={() => act(() => people.setAccount(id, "enabled"))}>
        {t("people.enable")}
      </Button>
    );
  }
  return (
    <Popconfirm
      title={t("people.disableAsk", { name })}
      onConfirm={() => act(() => people.setAccount(id, "disabled"))}
    >
      <Button size="small" danger>
        {t("people.disable")}
      </Button>
    </Popconfirm>
  );
}

function ResetSecondFactor({ person: { id, name }, people }: ManagedProps): ReactNode {
  const { t } = useTranslation();
  const { act } = useAct();
  const [isResetting, setResetting] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setResetting(true)}>
        {t("people.reset")}
      </Button>
      <Modal
        open={isResetting}
        title={t("people.resetTitle", { name })}
        footer={null}
        onCancel={() => setResetting(false)}
        destroyOnHidden
      >
        <Form
          layout="vertical"
          requiredMark={false}
          onFinish={({ reason }: { reason: string }) =>
            act(async () => {
              await people.resetSecondFactor(id, reason);
              setResetting(false);
            })
          }
        >
          <Form.Item name="reason" label={t("people.reason")} rules={[{ required: true, whitespace: true }]}>
            <Input maxLength={200} />
          </Form.Item>
          <Button danger type="primary" htmlType="submit">
            {t("people.reset")}
          </Button>
        </Form>
      </Modal>
    </>
  );
}
