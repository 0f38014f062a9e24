import { randomUuid, shrinkPhoto } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DraftPhoto } from "./draft.ts";
import { FailureNote } from "./failure-note.tsx";
import { uploadPhoto } from "./resident-api.ts";

const MOST_PHOTOS = 3;

type Update = (photos: readonly DraftPhoto[]) => readonly DraftPhoto[];
type PhotoFieldProps = {
  photos: readonly DraftPhoto[];
  territoryId: number;
  onChange: (update: Update) => void;
};

/** Up to three photos, each sent as soon as it was taken. */
export function PhotoField({ photos, territoryId, onChange }: PhotoFieldProps): ReactNode {
  const setState = (key: string, state: DraftPhoto["state"]): void =>
    onChange((before) => before.map((photo) => (photo.key === key ? { ...photo, state } : photo)));

  async function send({ key, file }: Pick<DraftPhoto, "key" | "file">): Promise<void> {
    setState(key, { kind: "sending" });
    try {
      setState(key, { kind: "sent", id: await uploadPhoto((await shrinkPhoto(file)) ?? file, territoryId) });
    } catch (failure) {
      setState(key, { kind: "failed", failure });
    }
  }

  function add(files: FileList | null): void {
    const added = [...(files ?? [])].slice(0, MOST_PHOTOS - photos.length).map((file) => ({
      key: randomUuid(),
      file,
      preview: URL.createObjectURL(file),
      state: { kind: "sending" as const },
    }));
    onChange((before) => [...before, ...added]);
    for (const photo of added) void send(photo);
  }

  function remove({ key, preview }: DraftPhoto): void {
    URL.revokeObjectURL(preview);
    onChange((before) => before.filter((photo) => photo.key !== key));
  }

  return (
    <ul className="photos">
      {photos.map((photo, place) => (
        <PhotoItem
          key={photo.key}
          photo={photo}
          number={place + 1}
          onRemove={() => remove(photo)}
          onRetry={() => void send(photo)}
        />
      ))}
      {photos.length < MOST_PHOTOS && (
        <li>
          <AddPhotos onAdd={add} />
        </li>
      )}
      {photos.map(
        ({ key, state }) =>
          state.kind === "failed" && (
            <li key={`${key}-failure`} className="photos__failure">
              <FailureNote failure={state.failure} />
            </li>
          ),
      )}
    </ul>
  );
}

type PhotoItemProps = { photo: DraftPhoto; number: number; onRemove: () => void; onRetry: () => void };

function PhotoItem({ photo: { preview, state }, number, onRemove, onRetry }: PhotoItemProps): ReactNode {
  const { t } = useTranslation();
  return (
    <li className="photo" data-state={state.kind}>
      <img src={preview} alt={t("resident.photo.number", { number })} />
      <span className="photo__state">{t(`resident.photo.${state.kind}`)}</span>
      <button type="button" className="photo__remove" onClick={onRemove}>
        <span aria-hidden="true">×</span>
        <span className="spoken">{t("resident.photo.remove", { number })}</span>
      </button>
      {state.kind === "failed" && (
        <button type="button" className="photo__retry" onClick={onRetry}>
          {t("resident.retry")}
        </button>
      )}
    </li>
  );
}

function AddPhotos({ onAdd }: { onAdd: (files: FileList | null) => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <label className="photo photo--add">
      <input
        type="file"
        accept="image/*"
        multiple
        className="spoken"
        onChange={({ target }) => {
          onAdd(target.files);
          target.value = ""; // the same file can be chosen again after it was removed
        }}
      />
      <CameraSign />
      <span>{t("resident.photo.add")}</span>
    </label>
  );
}

function CameraSign(): ReactNode {
  return (
    <svg
      viewBox="0 0 24 24"
      width="32"
      height="32"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
    >
      <path d="M3 8h4l2-3h6l2 3h4v11H3z" strokeLinejoin="round" />
      <circle cx="12" cy="13" r="3.6" />
    </svg>
  );
}
