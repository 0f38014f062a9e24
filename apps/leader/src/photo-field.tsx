import type { PhotoKind } from "@getu/domain";
import { shrinkPhoto } from "@getu/ui";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { EntryPhoto } from "./outbox/entry.ts";
import { randomKey } from "./outbox/outbox-store.ts";
import { usePhone } from "./phone.tsx";
import { Sign } from "./sign.tsx";

const MOST_PHOTOS = 6;

type PhotoFieldProps = {
  kind: PhotoKind;
  label: string;
  /** All photos of the draft, those of other kinds too. */
  photos: readonly EntryPhoto[];
  /** To what the photos are by then: one that is being made smaller must not undo the next. */
  onChange: (update: (before: readonly EntryPhoto[]) => readonly EntryPhoto[]) => void;
};

/** Takes photos of one kind; each is made smaller and lies in the vault before it is shown. */
export function PhotoField({ kind, label, photos, onChange }: PhotoFieldProps): ReactNode {
  const { t } = useTranslation();
  const { vault } = usePhone();
  const own = photos.filter((photo) => photo.kind === kind);

  async function add(files: readonly File[]): Promise<void> {
    const taken = files.slice(0, MOST_PHOTOS - photos.length);
    const pictures = new Map<string, Blob>();
    for (const file of taken) pictures.set(`picture/${randomKey()}`, await shrinkPhoto(file));
    await vault.change({ putPictures: pictures });
    const added = [...pictures.keys()].map((picture) => ({ kind, picture, sent: null }));
    onChange((before) => [...before, ...added]);
  }
  function remove({ picture }: EntryPhoto): void {
    onChange((before) => before.filter((photo) => photo.picture !== picture));
    void vault.change({ remove: [picture] });
  }

  return (
    <ul className="photos">
      {own.map((photo, place) => (
        <li key={photo.picture} className="photo">
          <Picture name={photo.picture} words={t("leader.report.photoNumber", { number: place + 1 })} />
          {kind !== "near" && <span className="photo__kind">{label}</span>}
          <button
            type="button"
            className="photo__remove"
            aria-label={t("leader.report.removePhoto", { number: place + 1 })}
            onClick={() => remove(photo)}
          >
            <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
      {photos.length < MOST_PHOTOS && (
        <li>
          <label className="photo photo--add">
            <input
              type="file"
              accept="image/*"
              capture="environment"
              className="spoken"
              onChange={({ target }) => {
                void add([...(target.files ?? [])]);
                target.value = ""; // the same file can be taken again after it was removed
              }}
            />
            <Sign name="camera" />
            <span>{own.length === 0 ? label : t("leader.report.photoMore")}</span>
          </label>
        </li>
      )}
    </ul>
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
