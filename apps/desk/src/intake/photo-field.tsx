import { MOST_DESK_PHOTOS, PHOTO_KINDS } from "@getu/domain";
import type { PhotoKind } from "@getu/domain";
import { uploadPhoto } from "@getu/ui";
import { Button, Form, Select, Space, Upload } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "@getu/ui/use-act.ts";
import type { CallPhoto } from "./call-draft.ts";
import type { FieldProps } from "./field-props.ts";

type PhotoFieldProps = Pick<FieldProps, "problem"> & {
  territoryId: number;
  photos: readonly CallPhoto[];
  onChange: (update: (photos: readonly CallPhoto[]) => readonly CallPhoto[]) => void;
};

/** Photos that came with the report, each with what it shows; sent at once, and gone again when they are refused. */
export function PhotoField({ territoryId, photos, problem, onChange }: PhotoFieldProps): ReactNode {
  const { t } = useTranslation();
  const { act } = useAct();
  const [kind, setKind] = useState<PhotoKind>("far");

  async function send(file: Blob): Promise<void> {
    const key = URL.createObjectURL(file);
    onChange((before) => [...before, { key, kind, preview: key, id: null }]);
    let id: string | null = null;
    await act(async () => (id = await uploadPhoto(territoryId, { kind, file })));
    onChange((before) =>
      id === null
        ? before.filter((photo) => photo.key !== key)
        : before.map((photo) => (photo.key === key ? { ...photo, id } : photo)),
    );
  }

  return (
    <Form.Item label={t("desk.intake.photos")} {...problem("photos")}>
      <Space wrap>
        <Select<PhotoKind>
          aria-label={t("desk.intake.photoKind")}
          value={kind}
          onChange={setKind}
          options={PHOTO_KINDS.map((value) => ({ value, label: t(`photoKind.${value}`) }))}
        />
        <Upload
          accept="image/*"
          multiple
          maxCount={MOST_DESK_PHOTOS}
          showUploadList={false}
          disabled={photos.length >= MOST_DESK_PHOTOS}
          beforeUpload={(file) => {
            void send(file);
            return false; // sent by us
          }}
        >
          <Button disabled={photos.length >= MOST_DESK_PHOTOS}>{t("desk.intake.addPhoto")}</Button>
        </Upload>
      </Space>
      {photos.length > 0 && (
        <ul className="intake__photos">
          {photos.map((photo, place) => (
            <PhotoItem
              key={photo.key}
              photo={photo}
              number={place + 1}
              onRemove={() => onChange((before) => before.filter(({ key }) => key !== photo.key))}
            />
          ))}
        </ul>
      )}
    </Form.Item>
  );
}

function PhotoItem(props: { photo: CallPhoto; number: number; onRemove: () => void }): ReactNode {
  const { photo, number, onRemove } = props;
  const { t } = useTranslation();
  const name = t("desk.intake.photo", { number });
  return (
    <li className="intake__photo">
      {photo.preview === null ? (
        <span className="intake__picture">{name}</span>
      ) : (
        <img src={photo.preview} alt={name} />
      )}
      <span>{photo.id === null ? t("desk.intake.sending") : t(`photoKind.${photo.kind}`)}</span>
      <Button
        size="small"
        type="text"
        aria-label={t("desk.intake.removePhoto", { number })}
        onClick={onRemove}
      >
        ×
      </Button>
    </li>
  );
}
