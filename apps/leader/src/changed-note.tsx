import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { FormerGrids } from "./former-grids.tsx";
import { acknowledge, changesOf, learn } from "./known-ground.ts";
import type { KnownGround } from "./known-ground.ts";
import { LeftWork } from "./left-work.tsx";
import { usePhone } from "./phone.tsx";
import type { Work } from "./work.ts";

/** Says that boundaries or one's own duties are others than before, until it has been read. */
export function ChangedNote({ work }: { work: Work }): ReactNode {
  const { t } = useTranslation();
  const { vault } = usePhone();
  const place = `known-ground/${work.personId}`; // what one has been told nobody else has
  const [known, setKnown] = useState<KnownGround | null | undefined>(undefined);
  const duties = work.duties
    .map(({ role, territory, gridPath }) => `${role} ${territory.id} ${gridPath}`)
    .join();
  const seen = { territoryId: work.territory.id, version: work.around?.version ?? null, duties };
  useEffect(() => {
    vault.read<KnownGround>(place).then(setKnown, reportError);
  }, [vault, place]);
  useEffect(() => {
    if (known) void vault.change({ put: new Map([[place, known]]) });
  }, [vault, place, known]);
  if (known === undefined) return null;
  const learnt = learn(known, seen);
  if (learnt !== known) setKnown(learnt); // during the render: there is nothing to tell of it
  const { grid, role } = changesOf(learnt, seen);
  if (!grid && !role) return null;
  return (
    <div className="note note--strong" role="alert">
      {grid && <p>{t("leader.changed.grid")}</p>}
      {role && <p>{t("leader.changed.role")}</p>}
      {role && <FormerGrids />}
      {grid && <LeftWork work={work} />}
      <button type="button" className="button" onClick={() => setKnown(acknowledge(seen, learnt.versions))}>
        {t("leader.changed.known")}
      </button>
    </div>
  );
}
