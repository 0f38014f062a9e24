import { usePhotos } from "@getu/ui";
import type { CaseKey } from "@getu/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** The photos of an incident, as far as they can be fetched. */
export function CasePhotos({ territoryId, id }: CaseKey): ReactNode {
  const { t } = useTranslation();
  const { data: photos } = usePhotos({ territoryId, id });
  if (!photos || photos.length === 0) return null;
  return (
    <section aria-label={t("leader.case.photos")}>
      <ul className="photos">
        {photos.map(({ id: photoId, kind }) => (
          <li key={photoId} className="photo">
            <Picture
              address={`/territories/${territoryId}/photos/${photoId}`}
              words={t(`photoKind.${kind}`)}
            />
            <span className="photo__kind">{t(`photoKind.${kind}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Photos are not kept on the phone: where one cannot be fetched that is said, instead of a torn picture. */
function Picture({ address, words }: { address: string; words: string }): ReactNode {
  const { t } = useTranslation();
  const [isAway, setAway] = useState(false);
  if (isAway)
    return (
      <button type="button" className="photo__away" onClick={() => setAway(false)}>
        {t("leader.case.photoAway")}
      </button>
    );
  return (
    <a href={`${address}.jpg`}>
      <img src={`${address}-small.jpg`} alt={words} loading="lazy" onError={() => setAway(true)} />
    </a>
  );
}
