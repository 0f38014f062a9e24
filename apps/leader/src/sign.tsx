import type { ReactNode } from "react";

const PATHS = {
  today: "M5 4h14v16H5zM8 9h8M8 13h8M8 17h5",
  map: "M4 7l5-2 6 2 5-2v12l-5 2-6-2-5 2zM9 5v12M15 7v12",
  report: "M12 5v14M5 12h14",
  outbox: "M4 13v6h16v-6M12 15V4M8 8l4-4 4 4",
  me: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 20c1-4 4-6 8-6s7 2 8 6",
  camera: "M3 8h4l2-3h6l2 3h4v11H3zM12 9.4a3.6 3.6 0 1 0 0 7.2 3.6 3.6 0 0 0 0-7.2z",
} as const;

/** One of the drawings of this page. */
export type SignName = keyof typeof PATHS;

/** A drawing beside a word that says the same. */
export const Sign = ({ name }: { name: SignName }): ReactNode => (
  <svg
    className="sign"
    viewBox="0 0 24 24"
    aria-hidden="true"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.8"
    strokeLinejoin="round"
    strokeLinecap="round"
  >
    <path d={PATHS[name]} />
  </svg>
);
