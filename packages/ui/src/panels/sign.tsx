import type { ReactNode } from "react";

/** The same sign as on the map, in a text's size. */
export function Sign({ path, colour, ring }: { path: string; colour: string; ring?: string }): ReactNode {
  return (
    <svg className="sign" viewBox="-6 -6 36 36" aria-hidden="true">
      {ring !== undefined && <circle cx="12" cy="12" r="15.5" fill="none" stroke={ring} strokeWidth="3" />}
      <path d={path} fill={colour} fillRule="evenodd" />
    </svg>
  );
}

/** A place's badge as on the map. */
export function Badge({ path, colour, ink }: { path: string; colour: string; ink: string }): ReactNode {
  return (
    <svg className="sign" viewBox="-5 -5 34 34" aria-hidden="true">
      <rect x="-3" y="-3" width="30" height="30" rx="7" fill={colour} />
      <path d={path} fill={ink} fillRule="evenodd" transform="translate(2.4 2.4) scale(0.8)" />
    </svg>
  );
}
