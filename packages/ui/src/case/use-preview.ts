import type { Step } from "@getu/domain";
import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import type { inferInput } from "@trpc/tanstack-react-query";
import { useTRPC } from "../trpc.ts";
import { toStep } from "./use-case.ts";
import type { CaseKey } from "./use-case.ts";

/** What of an action decides where it leads. */
export type ActionCourse = Omit<inferInput<ReturnType<typeof useTRPC>["incident"]["preview"]>, keyof CaseKey>;

/**
 * The step that an action would leave as the incident stands; null = the course is not known yet. A question that nobody waits for
 * any more is given up: answered after the action was taken, it would be refused as a conflict.
 */
export function usePreview(key: CaseKey, course: ActionCourse | null): UseQueryResult<Step> {
  const trpc = useTRPC();
  return useQuery(
    trpc.incident.preview.queryOptions(course === null ? skipToken : { ...course, ...key }, {
      select: toStep,
      placeholderData: keepPreviousData,
      trpc: { abortOnUnmount: true },
    }),
  ) as UseQueryResult<Step>;
}
