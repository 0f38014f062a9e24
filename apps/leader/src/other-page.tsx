import type { Account } from "@getu/ui";
import type { ReactNode } from "react";
import { CasePage } from "./case/case-page.tsx";
import type { OwnOutline } from "./known-ground.ts";
import { MapPage } from "./map-page.tsx";
import { MePage } from "./me-page.tsx";
import { OutboxPage } from "./outbox/outbox-page.tsx";
import { ReportPage } from "./report/report-page.tsx";
import { SamePage } from "./report/same-page.tsx";
import { VisitPage } from "./visit/visit-page.tsx";
import { VisitsPage } from "./visit/visits-page.tsx";
import type { Work } from "./work.ts";

type PageProps = {
  /** What stands behind the page's name in the address. */
  word: string;
  work: Work;
  person: NonNullable<Account["person"]>;
  /** Where one's ground lay, as long as it is new that it does not any more; null = there is no such news. */
  before: OwnOutline | null;
  onDuty: (place: number) => void;
};

const VIEWS = {
  map: MapPage,
  report: ReportPage,
  outbox: OutboxPage,
  me: MePage,
  visits: VisitsPage,
  case: ({ word, work }: PageProps) => <CasePage key={word} work={work} id={Number(word)} />,
  same: ({ word, work }: PageProps) => <SamePage key={word} work={work} id={Number(word)} />,
  visit: ({ word, work }: PageProps) => <VisitPage key={word} work={work} id={Number(word)} />,
};

/** A page that is not today's: their code comes after today's work is on the screen, and is kept with it. */
export function OtherPage({ name, ...props }: PageProps & { name: keyof typeof VIEWS }): ReactNode {
  const View = VIEWS[name];
  return <View {...props} />;
}
