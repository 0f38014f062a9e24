import { failureOf, useCase } from "@getu/ui";
import type { Case } from "@getu/ui";
import { useEffect } from "react";

/** An incident as a phone knows it by now. */
export type PresentCase = {
  /** What it is to the leader; undefined = never heard of, or theirs no more. */
  found: Case | undefined;
  /** What the phone last knew of it, whoever's it is by now. */
  last: Case | undefined;
  /** The server has said that it is not there for the leader (any more). */
  isGone: boolean;
  /** Nobody answers by now: what is shown may have changed. */
  isOld: boolean;
};

/** Nobody tells a leader what becomes of a report in a grid next door. */
const LOOK_AGAIN_MS = 15_000;

/** Reads an incident, and asks for it anew when it is opened and now and then: what one remembers is not to pass for how things stand. */
export function usePresentCase(key: { territoryId: number; id: number }): PresentCase {
  const { data, error, failureReason, refetch } = useCase(key, LOOK_AGAIN_MS);
  useEffect(() => void refetch({ cancelRefetch: false }), [refetch]);
  const isGone = error !== null && failureOf(error)?.code === "INCIDENT_NOT_FOUND";
  return { found: isGone ? undefined : data, last: data, isGone, isOld: failureReason !== null && !isGone };
}
