import type { Office, PublicChannel } from "@getu/domain";
import { useState } from "react";
import type { ReactNode } from "react";
import { ReportForm } from "./report-form.tsx";
import { SentReport } from "./sent-report.tsx";

type ReportPageProps = { office: Office; channel: PublicChannel; onFollow: () => void };

/** The form, and after it was sent the code to follow the case by. */
export function ReportPage({ office, channel, onFollow }: ReportPageProps): ReactNode {
  const [code, setCode] = useState<string | null>(null);
  if (code !== null) return <SentReport code={code} onFollow={onFollow} onAnother={() => setCode(null)} />;
  return <ReportForm office={office} channel={channel} onSent={setCode} />;
}
