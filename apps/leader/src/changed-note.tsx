import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { usePhone } from "./phone.tsx";
import type { Work } from "./work.ts";

/** What a leader has been told of their grids, as it was when they last looked. */
type Known = { version: number | null; duties: string };

const PLACE = "known";

/** Says that boundaries or one's own duties are others than before, until it has been read. */
export function ChangedNote({ work }: { work: Work }): ReactNode {
  const { t } = useTranslation();
  const { vault } = usePhone();
  const [known, setKnown] = useState<Known | null | undefined>(undefined);
  const version = work.around?.version ?? null;
  const duties = work.duties
    .map(({ role, territory, gridPath }) => `${role} ${territory.id} ${gridPath}`)
    .join();
  useEffect(() => {
    vault.read<Known>(PLACE).then(setKnown, reportError);
  }, [vault]);
  useEffect(() => {
    if (known) void vault.change({ put: new Map([[PLACE, known]]) });
  }, [vault, known]);
  const isNew = known === null || (known !== undefined && known.version === null && version !== null);
  if (isNew) setKnown({ version, duties }); // during the render: there is nothing to tell yet
  if (!known) return null;
  const grid = version !== null && known.version !== null && known.version !== version;
  const role = known.duties !== duties;
  if (!grid && !role) return null;
  return (
    <div className="note note--strong" role="alert">
      {grid && <p>{t("leader.changed.grid")}</p>}
      {role && <p>{t("leader.changed.role")}</p>}
      <button type="button" className="button" onClick={() => setKnown({ version, duties })}>
        {t("leader.changed.known")}
      </button>
    </div>
  );
}
