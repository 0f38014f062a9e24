import type { Camera, PlaceKind, Severity } from "@getu/domain";

/** What a place is for; the group sets the colour, the kind sets the sign. */
export type PlaceGroup = "safety" | "service" | "outdoor";

/** The group of every kind of place. */
export const PLACE_GROUPS = {
  "police-room": "safety",
  "mediation-room": "safety",
  "legal-service": "safety",
  "security-post": "safety",
  "service-post": "service",
  "day-care": "service",
  "children-room": "service",
  library: "service",
  gym: "service",
  "notice-board": "outdoor",
  pavilion: "outdoor",
  "charging-pile": "outdoor",
  "waste-collection": "outdoor",
  "waste-transfer": "outdoor",
  other: "outdoor",
} as const satisfies Record<PlaceKind, PlaceGroup>;

/** Signs drawn for this project, SVG path data in a box of 24 by 24, filled by the even-odd rule. */
export const PLACE_SIGNS = {
  // a shield with a star of four points
  "police-room":
    "M12 2 20 5v6c0 5-3.4 9-8 11-4.6-2-8-6-8-11V5ZM12 7l-1.3 3.7L7 12l3.7 1.3L12 17l1.3-3.7L17 12l-3.7-1.3Z",
  // two speech bubbles that face each other
  "mediation-room": "M2 4h12v8H8l-4 3.5V12H2ZM16 9h6v8h-2v3.5L16 17h-6v-3h6Z",
  // a balance
  "legal-service": "M11 3h2v2h6l3 8a4 3.5 0 0 1-7 0l2.6-6H13v12h4v2H7v-2h4V7H6.4L9 13a4 3.5 0 0 1-7 0l3-8h6Z",
  // a flag on its mast
  "security-post": "M5 2h2v1h12l-3 4.5L19 12H7v10H5Z",
  // a house with a door
  "service-post": "M12 3 22 12h-3v9h-5v-6h-4v6H5v-9H2Z",
  // a heart
  "day-care": "M12 21C6 16.5 2.5 13 2.5 8.8A5 5 0 0 1 12 6.5a5 5 0 0 1 9.5 2.3C21.5 13 18 16.5 12 21Z",
  // a balloon on its string
  "children-room": "M12 2a7 7 0 0 1 1.8 13.700L15 18h-2l1 4h-1.500l-1-4H9l1.2-2.300A7 7 0 0 1 12 2Z",
  // an open book
  library: "M2 5c4-1 7-.5 9 1.200V20c-2-1.5-5-2-9-1ZM22 5c-4-1-7-.5-9 1.200V20c2-1.5 5-2 9-1Z",
  // a dumb-bell
  gym: "M3 8h3v8H3ZM7 6h3v5h4V6h3v12h-3v-5h-4v5H7ZM18 8h3v8h-3Z",
  // a board on two posts
  "notice-board": "M3 4h18v12h-3v5h-2v-5H8v5H6v-5H3ZM6 7v2h12V7ZM6 11v2h8v-2Z",
  // a roof on four columns
  pavilion: "M12 2 22 9v2H2V9ZM4 12h2v8H4ZM9 12h2v8H9ZM13 12h2v8h-2ZM18 12h2v8h-2ZM2 20.500h20V22H2Z",
  // a flash
  "charging-pile": "M13.5 2 5 13.500h5.500L9.5 22 19 10h-6Z",
  // a bin with its lid
  "waste-collection":
    "M9 2h6v2h5v3H4V4h5ZM5.5 8h13L17.5 22h-11ZM9 10.500l.5 9h1.500v-9ZM13 10.500v9h1.500l.5-9Z",
  // a lorry
  "waste-transfer":
    "M2 5h12v11H2ZM15 8h4l3 4v4h-7ZM6.5 14.500a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.600ZM17.5 14.500a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.600Z",
  // a diamond
  other: "M12 4 20 12 12 20 4 12Z",
} as const satisfies Record<PlaceKind, string>;

/** A shape for each weight of an incident, told apart without its colour. */
export const SEVERITY_SIGNS = {
  // a disc, a diamond, a triangle
  minor: "M12 5.500a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13Z",
  major: "M12 2.5 21.5 12 12 21.5 2.5 12Z",
  urgent: "M12 1.5 23 21.500H1Z",
} as const satisfies Record<Severity, string>;

/** A shape for each state of a camera, told apart without its colour. */
export const CAMERA_SIGNS = {
  // a disc, a cross, a square, a ring
  online: "M12 5a7 7 0 1 1 0 14 7 7 0 0 1 0-14Z",
  offline: "M6.5 3 12 8.5 17.5 3 21 6.5 15.5 12 21 17.5 17.5 21 12 15.5 6.5 21 3 17.5 8.5 12 3 6.500Z",
  maintenance: "M4 4h16v16H4Z",
  unknown: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16ZM12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8Z",
} as const satisfies Record<Camera["status"], string>;
