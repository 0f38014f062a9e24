import type { Grant } from "@getu/domain";
import type { Offer } from "@getu/ui";
import { Button, Drawer, Form, Select } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { PlaceItems, toPlace } from "./place-items.tsx";
import type { PlaceFields } from "./place-items.tsx";
import { useAct } from "@getu/ui/use-act.ts";

type OfferDrawerProps = {
  /** Null = closed. */
  title: string | null;
  submitLabel: string;
  /** What can be offered. */
  roles: readonly Offer["role"][];
  /** What whoever offers holds. */
  grants: readonly Grant[];
  onOffer: (offer: Offer) => Promise<void>;
  onClose: () => void;
};

/** Chooses a role and where it is to hold. */
export function OfferDrawer(props: OfferDrawerProps): ReactNode {
  const { title, submitLabel, roles, grants, onOffer, onClose } = props;
  const { t } = useTranslation();
  const { isBusy, act } = useAct();
  const isEverywhere = grants.some(
    ({ role, territoryId }) => role === "administrator" && territoryId === "all",
  );
  const submit = ({ role, ...place }: PlaceFields & { role: Offer["role"] }) =>
    act(() => onOffer({ role, place: toPlace(place) }));
  return (
    <Drawer open={title !== null} title={title} onClose={onClose} destroyOnHidden size={400}>
      <Form layout="vertical" requiredMark={false} onFinish={submit}>
        <Form.Item name="role" label={t("people.role")} rules={[{ required: true }]}>
          <Select options={roles.map((role) => ({ value: role, label: t(`role.${role}`) }))} />
        </Form.Item>
        <PlaceItems everywhere={isEverywhere ? "offered" : "not offered"} />
        <Button block type="primary" htmlType="submit" loading={isBusy}>
          {submitLabel}
        </Button>
      </Form>
    </Drawer>
  );
}
