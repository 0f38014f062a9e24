import { failureOf } from "@getu/ui";
import { useState } from "react";

type RefusalCode = NonNullable<ReturnType<typeof failureOf>>["code"];

/**
 * Why what a screen asks for was refused last; null = it was answered, or never refused. While it is asked for again the
 * refusal stands: a screen that waits to be taken must keep the code that somebody is typing at the desk.
 */
export function useStandingRefusal({
  status,
  failureReason,
}: {
  status: "pending" | "error" | "success";
  failureReason: unknown;
}): RefusalCode | null {
  const [standing, setStanding] = useState<RefusalCode | null>(null);
  const refused = failureReason === null ? null : (failureOf(failureReason)?.code ?? null);
  const now = status === "success" ? null : (refused ?? standing);
  if (now !== standing) setStanding(now); // during the render: nothing else is drawn in between
  return now;
}
