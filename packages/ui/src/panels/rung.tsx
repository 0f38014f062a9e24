import type { Chain } from "@getu/domain";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../messages/use-language.ts";
import { RUNG_COLOURS } from "./rung-colours.ts";

const BARS = RUNG_COLOURS.length - 1;
const WIDTH = 30 / BARS;

/** How far up an overdue incident has climbed: as many bars are filled, and the colour grows warmer with them. */
export function Rung({ reached, chain }: { reached: number | null; chain: Chain | null }): ReactNode {
  const rungName = useRungName(chain);
  const climbed = stepsClimbed(reached, chain);
  return (
    <span className="rung" style={{ color: RUNG_COLOURS[climbed] }}>
      <svg className="sign" viewBox="0 0 30 24" aria-hidden="true">
        {Array.from({ length: BARS }, (_, i) => (
          <rect
            key={i}
            x={i * WIDTH + 0.75}
            y={18 - (18 * i) / BARS}
            width={WIDTH - 2}
            height={5.25 + (18 * i) / BARS}
            fill={i < climbed ? "currentColor" : "none"}
            stroke="currentColor"
            strokeWidth="1"
          />
        ))}
      </svg>
      <span className="rung__name">{rungName(reached)}</span>
    </span>
  );
}

/** How a level is called that something has climbed to; null = it has not climbed. */
export function useRungName(chain: Chain | null): (reached: number | null) => string {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  return (reached) => {
    if (reached === null) return t("rung.none");
    const level = chain?.levels[reached];
    return level ? labelOf(level.name) : "…";
  };
}

/** The colour of a rung, for what stands beside its sign. */
export const rungColour = (reached: number | null, chain: Chain | null): string =>
  RUNG_COLOURS[stepsClimbed(reached, chain)]!; // as many colours as steps

/** Levels above the lowest, and one more for having climbed at all. */
function stepsClimbed(reached: number | null, chain: Chain | null): number {
  if (reached === null) return 0;
  const levels = chain?.levels.length ?? BARS + 1;
  return Math.max(1, Math.min(BARS, levels - 1 - reached));
}
