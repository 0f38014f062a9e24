import type { PhotoKind } from "@getu/domain";
import { uploadPhoto, useRefusalWords } from "@getu/ui";
import { App, Upload } from "antd";
import type { UploadFile, UploadProps } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** Photos on their way or there: an id means that the server has it. */
export type SentPhotos = readonly { kind: PhotoKind; file: UploadFile<string>; id: string | null }[];

/** What is photographed of work that is done. */
const KINDS_OF_WORK = ["before", "after"] as const satisfies readonly PhotoKind[];

const MOST_OF_A_KIND = 4;
const NONE: SentPhotos = [];

type PhotosFieldProps = {
  territoryId: number;
  value?: SentPhotos;
  onChange?: (value: SentPhotos) => void;
};

/** Photos of before and after the work; each goes to the server at once and waits there for the action. */
export function PhotosField({ territoryId, value = NONE, onChange }: PhotosFieldProps): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const wordsFor = useRefusalWords();
  const send =
    (kind: PhotoKind): NonNullable<UploadProps<string>["customRequest"]> =>
    ({ file, onSuccess, onError }) => {
      uploadPhoto(territoryId, { kind, file: file as Blob }).then(onSuccess, (error: Error) => {
        message.error(wordsFor(error));
        onError?.(error);
      });
    };
  const change = (kind: PhotoKind, files: readonly UploadFile<string>[]): void => {
    const sent = files
      .filter(({ status }) => status !== "error")
      .map((file) => ({ kind, file, id: file.response ?? null }));
    onChange?.([...value.filter((photo) => photo.kind !== kind), ...sent]);
  };
  return (
    <div className="case__photos">
      {KINDS_OF_WORK.map((kind) => {
        const files = value.filter((photo) => photo.kind === kind).map(({ file }) => file);
        return (
          <Upload<string>
            key={kind}
            accept="image/*"
            listType="picture-card"
            fileList={files}
            customRequest={send(kind)}
            onChange={({ fileList }) => change(kind, fileList)}
            maxCount={MOST_OF_A_KIND}
          >
            {files.length < MOST_OF_A_KIND && (
              <span>
                + {t("desk.case.addPhoto")}
                <br />
                {t(`photoKind.${kind}`)}
              </span>
            )}
          </Upload>
        );
      })}
    </div>
  );
}
