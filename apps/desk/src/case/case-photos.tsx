import { PHOTO_KINDS } from "@getu/domain";
import type { Photo } from "@getu/domain";
import type { CaseKey } from "@getu/ui";
import { usePhotos } from "@getu/ui";
import { Card, Image, Typography } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CaseView } from "./case-view.ts";

const fileOf = ({ territoryId }: CaseKey, { id }: Photo, size: "" | "-small"): string =>
  `/territories/${territoryId}/photos/${id}${size}.jpg`;

/** The photos of an incident by what they show; one that is pressed is enlarged, the others follow by arrow keys. */
export function CasePhotos({ caseKey, words, now }: CaseView): ReactNode {
  const { t } = useTranslation();
  const { data: photos = [] } = usePhotos(caseKey);
  const kinds = PHOTO_KINDS.map((kind) => [kind, photos.filter((photo) => photo.kind === kind)] as const);
  return (
    <Card size="small" title={t("desk.case.photos", { count: photos.length })}>
      {photos.length === 0 && <Typography.Text type="secondary">{t("desk.case.noPhotos")}</Typography.Text>}
      <Image.PreviewGroup>
        {kinds
          .filter(([, shown]) => shown.length > 0)
          .map(([kind, shown]) => (
            <section key={kind} className="case__photos">
              <Typography.Text strong>{t(`photoKind.${kind}`)}</Typography.Text>
              {shown.map((photo) => (
                <Image
                  key={photo.id}
                  width={104}
                  height={78}
                  alt={`${t(`photoKind.${kind}`)} ${words.format.moment(new Date(photo.uploadedAt), now)}`}
                  src={fileOf(caseKey, photo, "-small")}
                  preview={{ src: fileOf(caseKey, photo, "") }}
                />
              ))}
            </section>
          ))}
      </Image.PreviewGroup>
    </Card>
  );
}
