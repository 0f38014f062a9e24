import { categoryName, useKnownIncidents, useLanguage } from "@getu/ui";
import type { ReactNode } from "react";
import { GoneWords } from "./case/gone-words.tsx";
import { usePresentCase } from "./case/use-present-case.ts";
import type { Work } from "./work.ts";

/** What went to others with the ground that it lies on, as far as the phone still knows of it. */
export function LeftWork({ work }: { work: Work }): ReactNode {
  const here = new Set([...(work.mine ?? []), ...work.others].map(({ id }) => id));
  const known = useKnownIncidents(work.territory.id).filter(({ id }) => !here.has(id));
  return (
    <ul>
      {known.map(({ id }) => (
        <LeftIncident key={id} id={id} work={work} />
      ))}
    </ul>
  );
}

/** One that the phone knows, where the server says by now that it is not there for the leader. */
function LeftIncident({ id, work }: { id: number; work: Work }): ReactNode {
  const { labelOf } = useLanguage();
  const { last, isGone } = usePresentCase({ territoryId: work.territory.id, id });
  if (!isGone || !last) return null;
  return (
    <li>
      <strong>
        #{id} {categoryName(last.incident, work.catalogue, labelOf)}
      </strong>{" "}
      <GoneWords last={last} work={work} />
    </li>
  );
}
