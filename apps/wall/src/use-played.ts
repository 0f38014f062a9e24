import { useEffect, useState } from "react";

/** More often than anybody is thought to have gone. */
const WATCHED_MS = 10_000;

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
 * asked for is on its way; it begins anew with another `name`. Whoever set it going is told of all the while that it passes.
 */
export function usePlayed(options: {
  name: string;
  /** True while what is played was chosen by somebody who stands there. */
  isChosen: boolean;
  /** Called all the while that what somebody set going passes. */
  onPlaying: () => void;
  steps: number;
  /** How much of it has been shown already: it goes on there. */
  spentMs: number;
  lastsMs: number;
  /** How long it stands at its end before it begins anew, unless somebody has stopped it. */
  restMs: number;
  isReady: boolean;
  isOnItsWay: () => boolean;
}): Played {
  const { name, isChosen, onPlaying, steps, spentMs, lastsMs, restMs, isReady, isOnItsWay } = options;
  const [begun, setBegun] = useState(name);
  const [reached, setStep] = useState(() => Math.floor((spentMs / lastsMs) * steps));
  const step = Math.min(steps, reached); // there may be fewer by now
  const [isWanted, setWanted] = useState(true);
  const [isByHand, setByHand] = useState(false);
  if (begun !== name) {
    setBegun(name);
    setStep(0);
    setWanted(true);
    setByHand(isChosen);
  }
  const isPlaying = isWanted && step < steps;
  useEffect(() => {
    if (!isReady || !isPlaying) return undefined;
    const timer = setInterval(() => {
      if (!isOnItsWay()) setStep((before) => Math.min(steps, before + 1));
    }, lastsMs / steps);
    return () => clearInterval(timer);
  }, [isReady, isOnItsWay, isPlaying, steps, lastsMs]);
  const isWatched = isReady && isPlaying && isByHand;
  useEffect(() => {
    if (!isWatched) return undefined;
    const timer = setInterval(() => {
      if (!isOnItsWay()) onPlaying();
    }, WATCHED_MS);
    return () => clearInterval(timer);
  }, [isWatched, isOnItsWay, onPlaying]);
  const isOver = isWanted && step === steps;
  useEffect(() => {
    if (!isOver) return undefined;
    const timer = setTimeout(() => {
      setStep(0);
      setByHand(false);
    }, restMs);
    return () => clearTimeout(timer);
  }, [isOver, restMs]);
  return {
    step,
    steps,
    isPlaying,
    toggle() {
      if (step === steps) setStep(0);
      setWanted(!isPlaying);
      setByHand(true);
    },
    moveTo(next) {
      setWanted(false);
      setStep(next);
    },
  };
}
