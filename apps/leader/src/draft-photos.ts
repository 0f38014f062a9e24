import type { PhotoKind } from "@getu/domain";
import { shrinkPhoto } from "@getu/ui";
import { useState } from "react";
import type { EntryPhoto } from "./outbox/entry.ts";
import { randomKey } from "./outbox/outbox-store.ts";
import { usePhone } from "./phone.tsx";
import type { DraftChange } from "./open-draft.ts";

const MOST_PHOTOS = 6;

type WithPhotos = { photos: readonly EntryPhoto[] };

/** Why a photo of a kind did not come in: this browser cannot read it, so nobody would see what is sent, or the phone could not keep it. */
type PhotoFailure = { kind: PhotoKind; because: "unreadable" | "notKept" };

/** The photos of a draft, of every kind, and how they come and go. */
export type DraftPhotos = WithPhotos & {
  /** How many are still being made smaller: until they lie in the vault the draft must not be sent, it would go without them. */
  inWork: number;
  /** How many more may be taken. */
  room: number;
  /** Of the one that was taken last; null = it is there, or on its way. */
  failure: PhotoFailure | null;
  take: (kind: PhotoKind, file: Blob) => Promise<void>;
  remove: (photo: EntryPhoto) => void;
};

/** Takes photos into a draft, and out of it; each is made smaller and lies in the vault before it is shown. */
export function useDraftPhotos(
  { photos }: WithPhotos,
  change: (change: DraftChange<WithPhotos>) => void,
): DraftPhotos {
  const { vault } = usePhone();
  const [inWork, setInWork] = useState(0);
  const [failure, setFailure] = useState<PhotoFailure | null>(null);

  async function take(kind: PhotoKind, file: Blob): Promise<void> {
    setInWork((before) => before + 1);
    setFailure(null);
    try {
      const small = await shrinkPhoto(file);
      if (!small) return setFailure({ kind, because: "unreadable" });
      const picture = `picture/${randomKey()}`;
      await vault.change({ putPictures: new Map([[picture, small]]) });
      // To what the photos are by then: one that is being made smaller must not undo the next.
      change((before) => ({ photos: [...before.photos, { kind, picture, sent: null }] }));
    } catch (error) {
      reportError(error);
      setFailure({ kind, because: "notKept" });
    } finally {
      setInWork((before) => before - 1);
    }
  }
  function remove({ picture }: EntryPhoto): void {
    change((before) => ({ photos: before.photos.filter((photo) => photo.picture !== picture) }));
    void vault.change({ remove: [picture] });
  }

  return { photos, inWork, room: MOST_PHOTOS - photos.length - inWork, failure, take, remove };
}
