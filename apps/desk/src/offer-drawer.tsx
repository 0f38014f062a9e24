import { ROLES } from "@getu/domain";
import type { Grant } from "@getu/domain";
import type { Offer } from "@getu/ui";
import { Button, Drawer, Form, Select } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { PlaceItems, toPlace } from "./place-items.tsx";
import type { PlaceFields } from "./place-items.tsx";
import { useAct } from "./use-act.ts";

type OfferDrawerProps = {
  /** Null = closed. */
  title: string | null;
  submitLabel: string;
  grants: readonly Grant[];
  onOffer: (offer: Offer) => Promise<void>;
  onClose: () => void;
};

/** What a secretary may give; administrators give what people can hold. The server has the last word. */
const offeredBy = (grants: readonly Grant[]): Offer["role"][] => {
  const isAdministrator = grants.some(({ role }) => role === "administrator");
  return isAdministrator ? ROLES.filter((role) => role !== "device") : ["leader", "viewer"];
};

/** Chooses a role and where it is to hold. */
export function OfferDrawer({ title, submitLabel, grants, onOffer, onClose }: OfferDrawerProps): ReactNode {
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
          <Select options={offeredBy(grants).map((role) => ({ value: role, label: t(`role.${role}`) }))} />
        </Form.Item>
        <PlaceItems everywhere={isEverywhere ? "offered" : "not offered"} />
        <Button block type="primary" htmlType="submit" loading={isBusy}>
          {submitLabel}
        </Button>
      </Form>
    </Drawer>
  );
}
