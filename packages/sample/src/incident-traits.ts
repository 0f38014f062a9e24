import type { Catalogue, Channel } from "@getu/domain";

/** One category of the catalogue. */
export type Category = Catalogue["categories"][number];

/** Sorts of places where things happen. */
export const SPOT_POOLS = [
  "road",
  "crossing",
  "homes",
  "old-homes",
  "nightlife",
  "market",
  "site",
  "water",
  "green",
] as const;

/** A sort of places where things happen. */
export type SpotPool = (typeof SPOT_POOLS)[number];

/** How often, when, where and by whom a category is reported. */
export type Traits = {
  weight: number;
  rhythm: keyof typeof RHYTHMS;
  season: keyof typeof SEASONS;
  weekend: number;
  pools: Partial<Record<SpotPool, number>>;
  channels: keyof typeof CHANNEL_MIX;
};

/** Reports per local hour, 0 to 23; only proportions count. */
export const RHYTHMS = {
  day: [2, 1, 1, 1, 1, 3, 8, 15, 22, 24, 23, 18, 13, 15, 19, 21, 20, 19, 17, 14, 10, 7, 5, 3],
  office: [0.2, 0.1, 0.1, 0.1, 0.1, 0.3, 1, 5, 20, 27, 25, 15, 6, 14, 24, 23, 17, 7, 3, 2, 1.5, 1, 0.6, 0.3],
  morning: [1, 0.6, 0.5, 0.7, 2, 9, 22, 30, 27, 19, 13, 9, 7, 7, 8, 9, 10, 12, 14, 13, 9, 5, 3, 2],
  evening: [4, 2, 1.5, 1, 1, 2, 6, 14, 13, 10, 9, 10, 10, 8, 8, 10, 15, 24, 29, 30, 25, 18, 12, 7],
  night: [20, 14, 9, 5, 3, 3, 4, 4, 3, 2, 2, 3, 5, 4, 2, 2, 3, 5, 8, 14, 22, 31, 36, 30],
  even: [4, 3, 3, 3, 3, 4, 6, 9, 11, 11, 11, 10, 9, 9, 10, 10, 10, 11, 11, 11, 9, 8, 6, 5],
} as const satisfies Record<string, readonly number[]>;

/** Reports per month, January first. */
export const SEASONS = {
  even: [1, 0.9, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  summer: [0.5, 0.5, 0.7, 0.9, 1.1, 1.4, 1.7, 1.7, 1.3, 1, 0.7, 0.5],
  winter: [1.9, 1.7, 1.1, 0.8, 0.6, 0.5, 0.6, 0.6, 0.6, 0.8, 1.2, 1.7],
  rain: [0.6, 0.7, 0.9, 1, 1.2, 2, 2.1, 1.4, 1, 0.7, 0.6, 0.5],
  dry: [1, 1, 1.3, 1.2, 1, 0.7, 0.6, 0.7, 1, 1.3, 1.3, 1.1],
} as const satisfies Record<string, readonly number[]>;

/** Who reports, by the kind of matter; only proportions count. */
export const CHANNEL_MIX = {
  street: { hotline: 26, snapshot: 33, patrol: 34, meeting: 1, device: 3, "opinion-box": 3 },
  home: {
    hotline: 47,
    snapshot: 10,
    visit: 13,
    mailbox: 9,
    "opinion-box": 8,
    meeting: 6,
    petition: 5,
    patrol: 2,
  },
  care: { visit: 48, hotline: 30, meeting: 6, mailbox: 7, "opinion-box": 9 },
  desk: { hotline: 44, mailbox: 20, "opinion-box": 18, meeting: 10, visit: 8 },
  alarm: { device: 34, hotline: 36, patrol: 18, snapshot: 12 },
} as const satisfies Record<string, Partial<Record<Channel, number>>>;

const usual: Traits = {
  weight: 1,
  rhythm: "day",
  season: "even",
  weekend: 0.9,
  pools: { homes: 1 },
  channels: "desk",
};

const area = {
  party: { ...usual, weight: 0.5, rhythm: "office", weekend: 0.5, channels: "desk" },
  governance: { ...usual, weight: 1, pools: { homes: 6, "old-homes": 3 }, channels: "home" },
  livelihood: { ...usual, weight: 0.9, pools: { homes: 5, "old-homes": 4 }, channels: "care" },
  environment: { ...usual, weight: 2.2, pools: { road: 6, "old-homes": 4, market: 1 }, channels: "street" },
  convenience: { ...usual, weight: 1.4, pools: { road: 6, homes: 3 }, channels: "street" },
} as const satisfies Record<string, Traits>;

/** What sets a category apart from its area; the first pattern that its code matches counts. */
const PATTERNS: readonly [RegExp, Partial<Traits>][] = [
  [
    /noise/,
    {
      weight: 4,
      rhythm: "night",
      season: "summer",
      weekend: 1.35,
      pools: { nightlife: 5, homes: 5, site: 2 },
    },
  ],
  [
    /^parking/,
    {
      weight: 7,
      rhythm: "evening",
      weekend: 0.95,
      pools: { road: 6, "old-homes": 3, market: 2, nightlife: 1 },
    },
  ],
  [
    /fire-lane/,
    { weight: 2.4, rhythm: "evening", pools: { "old-homes": 6, homes: 3, market: 1 }, channels: "alarm" },
  ],
  [
    /vendor|street-order/,
    {
      weight: 3.6,
      rhythm: "evening",
      weekend: 1.2,
      pools: { nightlife: 5, market: 6, crossing: 3 },
      channels: "street",
    },
  ],
  [/oil-smoke/, { weight: 1.6, rhythm: "evening", pools: { nightlife: 6, market: 3, "old-homes": 2 } }],
  [
    /bin|collection|sorting/,
    {
      weight: 5.5,
      rhythm: "morning",
      weekend: 1.05,
      season: "summer",
      pools: { "old-homes": 6, homes: 3, market: 2 },
    },
  ],
  [
    /litter|posting|bulky/,
    { weight: 5, rhythm: "morning", weekend: 1, pools: { road: 5, "old-homes": 5, market: 2, nightlife: 1 } },
  ],
  [/construction-waste|dust/, { weight: 1.8, season: "dry", pools: { site: 6, road: 3 } }],
  [/illegal-building/, { weight: 0.8, pools: { "old-homes": 6, homes: 2 } }],
  [
    /sewer/,
    { weight: 1.8, season: "rain", rhythm: "even", pools: { "old-homes": 5, road: 3, nightlife: 2 } },
  ],
  [
    /water-outage|heating/,
    { weight: 1, season: "winter", rhythm: "even", pools: { homes: 1 }, channels: "home" },
  ],
  [
    /power-outage|lift/,
    { weight: 1.4, season: "summer", rhythm: "even", pools: { homes: 1 }, channels: "home" },
  ],
  [/black-water|drowning/, { weight: 0.7, season: "summer", pools: { water: 1 }, channels: "street" }],
  [/green|dead-animal/, { weight: 1, pools: { green: 6, road: 2 } }],
  [/street-light/, { weight: 2.2, rhythm: "evening", season: "winter", pools: { road: 1 } }],
  [
    /manhole|road-damage/,
    { weight: 1.7, season: "rain", pools: { road: 5, crossing: 2 }, channels: "alarm" },
  ],
  [/shared-bikes/, { weight: 3, rhythm: "evening", pools: { crossing: 6, market: 2, road: 2 } }],
  [/charging/, { weight: 1.6, rhythm: "evening", pools: { "old-homes": 4, homes: 4 }, channels: "alarm" }],
  [/fire-hazard/, { weight: 2.4, rhythm: "day", pools: { "old-homes": 8, homes: 2 }, channels: "street" }],
  [
    /gas/,
    {
      weight: 0.4,
      rhythm: "evening",
      season: "winter",
      pools: { "old-homes": 5, homes: 4 },
      channels: "alarm",
    },
  ],
  [
    /neighbour|family|property|mediation/,
    { weight: 1.7, rhythm: "evening", weekend: 1.15, channels: "home" },
  ],
  [/wage/, { weight: 0.4, rhythm: "office", pools: { site: 5, market: 2 } }],
  [/theft|fraud|dog|throw/, { weight: 1, rhythm: "evening" }],
  [
    /elderly|home-care|disability/,
    { weight: 1.5, rhythm: "office", season: "winter", pools: { "old-homes": 6, homes: 3 } },
  ],
  [
    /certificate|policy|insurance|suggestion/,
    { weight: 1.6, rhythm: "office", weekend: 0.25, channels: "desk", pools: { homes: 1 } },
  ],
  [/public-facility|signage/, { weight: 1.3, pools: { green: 3, homes: 4, road: 2 } }],
  [/courier/, { weight: 1.5, rhythm: "evening", pools: { homes: 1 }, channels: "home" }],
];

const isArea = (key: string): key is keyof typeof area => key in area;

/** Traits of a category; a catalogue we have never seen still gets its area's, or the usual ones. */
export function traitsOf({ code, area: key }: Category): Traits {
  const base = isArea(key) ? area[key] : usual;
  const special = PATTERNS.find(([pattern]) => pattern.test(code))?.[1];
  return { ...base, ...special };
}
