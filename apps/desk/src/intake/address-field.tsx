import type { FoundAddress } from "@getu/domain";
import { useAddresses } from "@getu/ui";
import { Form, Select, Typography } from "antd";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { FieldProps } from "./field-props.ts";

/** Long enough to type the next character, too short to wait for. */
const SETTLED_MS = 180;

/** The text once nothing has been typed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

const keyOf = ({ kind, name, position }: FoundAddress): string => [kind, name, ...position].join("|");

/** Where it is, by the name of something there. */
export function AddressField({
  territoryId,
  draft,
  problem,
  onChange,
}: FieldProps & { territoryId: number }): ReactNode {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const settled = useSettled(typed);
  const { data, isFetching } = useAddresses(territoryId, settled);
  const found = typed === "" ? [] : (data ?? []);
  const isComing = isFetching || settled !== typed;
  function choose(key: string): void {
    const address = found.find((each) => keyOf(each) === key);
    if (address) onChange({ position: address.position, address: address.name });
    setTyped("");
  }
  return (
    <Form.Item label={t("desk.intake.address")} htmlFor="intake-address" required {...problem("position")}>
      <Select
        id="intake-address"
        showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
        labelInValue
        placeholder={t("desk.intake.addressExample")}
        value={draft.position ? { value: "spot", label: draft.address } : null}
        onChange={({ value }) => choose(value)}
        suffixIcon={null}
        notFoundContent={typed === "" || isComing ? null : t("desk.intake.addressNone")}
        options={found.map((address) => ({
          value: keyOf(address),
          label: <AddressOption address={address} />,
        }))}
      />
    </Form.Item>
  );
}

function AddressOption({ address: { kind, name, note } }: { address: FoundAddress }): ReactNode {
  const { t } = useTranslation();
  return (
    <span className="intake__address">
      <span className="intake__kind">{t(`desk.intake.addressKind.${kind}`)}</span> {name}
      {note !== null && <Typography.Text type="secondary"> {note}</Typography.Text>}
    </span>
  );
}
