import { useEffect, useState } from "react";
import { acknowledge, learn, newsOf } from "./known-ground.ts";
import type { GroundNews, KnownGround, SeenGround } from "./known-ground.ts";
import { usePhone } from "./phone.tsx";
import type { Work } from "./work.ts";

/** What is new of one's ground, and the way to say that one has read it. */
export type GroundTold = GroundNews & { onRead: () => void };

function seenIn({ territory, around, duties, duty }: Work): SeenGround {
  return {
    territoryId: territory.id,
    version: around?.version ?? null,
    duties: duties.map(({ role, territory: of, gridPath }) => `${role} ${of.id} ${gridPath}`).join(),
    gridId: duty.gridId,
    grids: (around?.grids ?? []).filter(({ isOwn }) => isOwn).map(({ id, area }) => ({ id, area })),
  };
}

/** Boundaries or one's own duties that are others than before, kept until that has been read; null = there is nothing to read. */
export function useGroundNews(work: Work): GroundTold | null {
  const { vault } = usePhone();
  const place = `known-ground/${work.personId}`; // what one has been told nobody else has
  const [known, setKnown] = useState<KnownGround | null | undefined>(undefined);
  useEffect(() => {
    vault.read<KnownGround>(place).then(setKnown, reportError);
  }, [vault, place]);
  useEffect(() => {
    if (known) void vault.change({ put: new Map([[place, known]]) });
  }, [vault, place, known]);
  if (known === undefined) return null;
  const seen = seenIn(work);
  const learnt = learn(known, seen);
  if (learnt !== known) setKnown(learnt); // during the render: there is nothing to tell of it
  const news = newsOf(learnt, seen);
  return news.grid || news.role ? { ...news, onRead: () => setKnown(acknowledge(seen, learnt)) } : null;
}
