import type { ReactNode } from "react";
import { intoView } from "./into-view.ts";

/** Says what something cannot be kept without; a new key for each try brings it into view again. */
export const Missing = ({ words }: { words: string }): ReactNode => (
  <p className="problem" role="alert" ref={intoView}>
    {words}
  </p>
);
