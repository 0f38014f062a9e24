import { layerAges, layerAgeTexts } from "@getu/ui";
import type { Format, LiveState } from "@getu/ui";
import { useMemo } from "react";

/** How old each layer is, in words; the same object until an answer, the server's word or `now` is younger. */
export function useLegendAges(
  answers: Parameters<typeof layerAges>[0],
  { live, format, now }: { live: LiveState; format: Format; now: Date },
): ReturnType<typeof layerAgeTexts> {
  const read = Object.values(answers).flatMap(({ dataUpdatedAt, failureCount }) => [
    dataUpdatedAt,
    failureCount,
  ]);
  return useMemo(
    () => layerAgeTexts(layerAges(answers, live), { format, now }),
    // oxlint-disable-next-line react/exhaustive-deps -- the answers are new objects each time, these numbers are what is read
    [...read, live, format, now],
  );
}
