import { useEffect, useState } from "react";

/** Something that passes in steps, by itself or as somebody moves it. */
export type Played = {
  step: number;
  steps: number;
  isPlaying: boolean;
  /** Stops it, lets it go on, or begins anew at its end. */
  toggle: () => void;
  /** Goes to a step and stays there. */
  moveTo: (step: number) => void;
};

/**
 * Goes on step by step from 0, or from where it was interrupted, to the last, `lastsMs` in all, once everything is there, and not while what the last step
 * asked for is on its way; it begins anew with another `name`.
 */
export function usePlayed(options: {
  name: string;
  steps: number;
  /** How much of it has been shown already: it goes on there. */
  spentMs: number;
  lastsMs: number;
  /** How long it stands at its end before it begins anew, unless somebody has stopped it. */
  restMs: number;
  isReady: boolean;
  isOnItsWay: () => boolean;
}): Played {
  const { name, steps, spentMs, lastsMs, restMs, isReady, isOnItsWay } = options;
  const [begun, setBegun] = useState(name);
  const [step, setStep] = useState(() => Math.min(steps, Math.floor((spentMs / lastsMs) * steps)));
  const [isWanted, setWanted] = useState(true);
  if (begun !== name) {
    setBegun(name);
    setStep(0);
    setWanted(true);
  }
  const isPlaying = isWanted && step < steps;
  useEffect(() => {
    if (!isReady || !isPlaying) return undefined;
    const timer = setInterval(() => {
      if (!isOnItsWay()) setStep((before) => Math.min(steps, before + 1));
    }, lastsMs / steps);
    return () => clearInterval(timer);
  }, [isReady, isOnItsWay, isPlaying, steps, lastsMs]);
  const isOver = isWanted && step === steps;
  useEffect(() => {
    if (!isOver) return undefined;
    const timer = setTimeout(() => setStep(0), restMs);
    return () => clearTimeout(timer);
  }, [isOver, restMs]);
  return {
    step,
    steps,
    isPlaying,
    toggle() {
      if (step === steps) setStep(0);
      setWanted(!isPlaying);
    },
    moveTo(next) {
      setWanted(false);
      setStep(next);
    },
  };
}
