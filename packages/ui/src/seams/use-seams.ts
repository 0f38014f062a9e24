import { createContext, useContext } from "react";
import { NO_SEAMS } from "./screen-seams.ts";
import type { Seams } from "./screen-seams.ts";

/** Where the panels of this screen meet, for everything on it that lays out lines. */
export const SeamsContext = createContext<Seams>(NO_SEAMS);

/** Where the panels of this screen meet. */
export const useSeams = (): Seams => useContext(SeamsContext);
