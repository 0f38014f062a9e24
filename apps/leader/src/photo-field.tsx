import type { PhotoKind } from "@getu/domain";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DraftPhotos } from "./draft-photos.ts";
import { usePhone } from "./phone.tsx";
import { Sign } from "./sign.tsx";

type PhotoFieldProps = { kind: PhotoKind; label: string; taken: DraftPhotos };

/** Takes photos of one kind for a draft. */
export function PhotoField({ kind, label, taken }: PhotoFieldProps): ReactNode {
  const { t } = useTranslation();
  const own = taken.photos.filter((photo) => photo.kind === kind);
  const failure = taken.failure?.kind === kind ? taken.failure.because : null;
  return (
    <div className="photo-field">
      <ul className="photos">
        {own.map((photo, place) => (
          <li key={photo.picture} className="photo">
            <Picture name={photo.picture} words={t("leader.report.photoNumber", { number: place + 1 })} />
            {kind !== "near" && <span className="photo__kind">{label}</span>}
            <button
              type="button"
              className="photo__remove"
              aria-label={t("leader.report.removePhoto", { number: place + 1 })}
              onClick={() => taken.remove(photo)}
            >
              <span aria-hidden="true">×</span>
            </button>
          </li>
        ))}
        {taken.room > 0 && (
          <li>
            <label className="photo photo--add">
              <input
                type="file"
                accept="image/*"
                capture="environment"
                className="spoken"
                onChange={({ target }) => {
                  const [file] = target.files ?? [];
                  if (file) void taken.take(kind, file);
                  target.value = ""; // the same file can be taken again after it was removed
                }}
              />
              <Sign name="camera" />
              <span>{own.length === 0 ? label : t("leader.report.photoMore")}</span>
            </label>
          </li>
        )}
      </ul>
      {failure !== null && (
        <p className="problem" role="alert">
          {t(`leader.report.photoFailed.${failure}`)}
        </p>
      )}
    </div>
  );
}

/** A picture out of the vault. */
function Picture({ name, words }: { name: string; words: string }): ReactNode {
  const { vault } = usePhone();
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let isGone = false;
    const show = async (): Promise<void> => {
      const picture = await vault.readPicture(name);
      if (!picture || isGone) return;
      made = URL.createObjectURL(picture);
      setAddress(made);
    };
    show().catch(reportError);
    return () => {
      isGone = true;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [vault, name]);
  return address === null ? null : <img src={address} alt={words} />;
}
