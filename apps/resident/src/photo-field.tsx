import { shrinkPhoto } from "@getu/ui";
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
  const { t } = useTranslation();
  const setState = (key: string, state: DraftPhoto["state"]): void =>
    onChange((before) => before.map((photo) => (photo.key === key ? { ...photo, state } : photo)));

  async function send({ key, file }: Pick<DraftPhoto, "key" | "file">): Promise<void> {
    setState(key, { kind: "sending" });
    try {
      setState(key, { kind: "sent", id: await uploadPhoto(await shrinkPhoto(file), territoryId) });
    } catch (failure) {
      setState(key, { kind: "failed", failure });
    }
  }

  function add(files: FileList | null): void {
    const added = [...(files ?? [])].slice(0, MOST_PHOTOS - photos.length).map((file) => ({
      key: crypto.randomUUID(),
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
        <li key={photo.key} className="photo" data-state={photo.state.kind}>
          <img src={photo.preview} alt={t("resident.photo.number", { number: place + 1 })} />
          <span className="photo__state">{t(`resident.photo.${photo.state.kind}`)}</span>
          <button type="button" className="photo__remove" onClick={() => remove(photo)}>
            <span aria-hidden="true">×</span>
            <span className="spoken">{t("resident.photo.remove", { number: place + 1 })}</span>
          </button>
          {photo.state.kind === "failed" && (
            <button type="button" className="photo__retry" onClick={() => void send(photo)}>
              {t("resident.retry")}
            </button>
          )}
        </li>
      ))}
      {photos.length < MOST_PHOTOS && (
        <li>
          <label className="photo photo--add">
            <input
              type="file"
              accept="image/*"
              multiple
              className="spoken"
              onChange={({ target }) => {
                add(target.files);
                target.value = ""; // the same file can be chosen again after it was removed
              }}
            />
            <CameraSign />
            <span>{t("resident.photo.add")}</span>
          </label>
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
