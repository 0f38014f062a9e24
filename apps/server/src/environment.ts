import { RETENTION, retentionSchema } from "@getu/domain";
import { z } from "zod";
import { isLoopback } from "./http/known-host.ts";
import { NOTICE_FILE } from "./paths.ts";
import { publicKeyOf } from "./push/push-key.ts";

const onOff = z.enum(["on", "off"], { error: "must be on or off" });

const databaseUrlSchema = z
  .string()
  .regex(/^postgres(?:ql)?:\/\/\S+$/, "must look like postgresql://user:password@host:5432/database");

/** A size in decimal units, as `512MB` or `2GB`. */
const memorySchema = z
  .string()
  .regex(/^(?:0|\d{1,6}(?:\.\d+)? ?[MG]B)$/i, "must be a size such as 512MB or 2GB, or 0")
  .transform((text) => Number.parseFloat(text) * (/G/i.test(text) ? 10 ** 9 : 10 ** 6));

const countSchema = z.coerce.number("must be a number").int().min(1).max(100_000);

const daysSchema = z.coerce.number("must be a number of days");

/** Every setting there is, by the name of its environment variable. */
export const environmentSchema = z
  .object({
    PORT: z.coerce.number("must be a number").int().min(0).max(65_535).default(4180),
    HOST: z.string().default("127.0.0.1"),
    /** The address people reach the server by, where that is not this machine's own. */
    GETU_URL: z
      .string()
      .regex(/^https?:\/\/[^/\s]+$/, "must be an address such as https://getu.example.cn, without a path")
      .optional(),
    /** What may be read without signing in. */
    GETU_OPEN_READING: z.enum(["none", "demo", "all"], { error: "must be none, demo or all" }).optional(),
    GETU_OIDC_DISCOVERY: z
      .string()
      .regex(/^https:\/\/\S+$/, "must be a https address")
      .optional(),
    GETU_OIDC_CLIENT_ID: z.string().optional(),
    GETU_OIDC_CLIENT_SECRET: z.string().optional(),
    /** Further names this server is reached by, behind a proxy. */
    GETU_HOSTS: z.string().default(""),
    GETU_HOME: z.string().default(".getu"),
    DATABASE_URL: databaseUrlSchema.optional(),
    /** As whom the tables are made and changed; unset = as whom they are used. */
    DATABASE_OWNER_URL: databaseUrlSchema.optional(),
    BASEMAP_STYLE: z
      .string()
      .regex(/^https?:\/\/\S+$/, "must be a web address of a MapLibre style")
      .optional(),
    BASEMAP_PMTILES: z.string().optional(),
    GETU_SAMPLE: z
      .enum(["street", "tiny", "none"], { error: "must be street, tiny or none" })
      .default("street"),
    GETU_TRICKLE: onOff.default("on"),
    /** Mean seconds between two made-up incidents of a demo territory. */
    GETU_TRICKLE_SECONDS: z.coerce.number("must be a number").positive().max(86_400).optional(),
    /** A file of the office's own in place of data/notice.json. */
    GETU_NOTICE: z.string().default(NOTICE_FILE),
    /** The browser that prints; unset = it is looked for where it usually stands. */
    GETU_CHROMIUM: z.string().optional(),
    /** Which naming of the loop's steps screens use (data/lifecycle-labels.json). */
    GETU_NAMING: z.string().default("six-step"),
    /** Jobs of the loop in this process; off where others run them on the same database. */
    GETU_JOBS: onOff.default("on"),
    /** Folder, or s3://bucket/prefix. */
    GETU_PHOTOS: z.string().optional(),
    GETU_S3_ENDPOINT: z
      .string()
      .regex(/^https?:\/\/\S+$/, "must be the web address of an S3 store")
      .optional(),
    AWS_REGION: z.string().default("us-east-1"),
    /** Days after closing that contacts and photos are kept for, and after a visit what was noted there. */
    GETU_KEEP_CONTACT_DAYS: daysSchema.default(RETENTION.contactDays).pipe(retentionSchema.shape.contactDays),
    GETU_KEEP_PHOTO_DAYS: daysSchema.default(RETENTION.photoDays).pipe(retentionSchema.shape.photoDays),
    GETU_KEEP_NOTE_DAYS: daysSchema.default(RETENTION.noteDays).pipe(retentionSchema.shape.noteDays),
    /** The private key that calls to phones are signed with. */
    GETU_PUSH_KEY: z
      .string()
      .refine(
        (key) => /^[\w-]{43}$/.test(key) && publicKeyOf(key) !== null,
        "must be a key that getu push-key has made",
      )
      .optional(),
    /** Whom push services may turn to. */
    GETU_PUSH_CONTACT: z
      .string()
      .regex(/^(?:mailto:\S+@\S+|https:\/\/\S+)$/, "must be a mailto: or https: address")
      .optional(),
    /** Push services in the office's own network, by host and port. */
    GETU_PUSH_HOSTS: z.string().default(""),
    /** Whose word on the caller's address is taken: addresses and networks of reverse proxies. */
    GETU_PROXIES: z.string().default(""),
    /** Memory of the heat indexes; 0 = the database counts. */
    GETU_HEAT_MEMORY: memorySchema.default(10 ** 9),
    /** How many screens may listen at once. */
    GETU_LIVE_CONNECTIONS: countSchema.default(2000),
    /** How many of them for one person or one screen, and for one address of which no more is known: a hall of walls may be behind it. */
    GETU_LIVE_PER_CALLER: countSchema.default(60),
    GETU_LIVE_PER_ADDRESS: countSchema.default(200),
    LOG_LEVEL: z
      .enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], {
        error: "must be trace, debug, info, warn, error, fatal or silent",
      })
      .default("warn"),
  })
  .refine(({ DATABASE_URL, DATABASE_OWNER_URL }) => DATABASE_URL || !DATABASE_OWNER_URL, {
    path: ["DATABASE_OWNER_URL"],
    error: "needs DATABASE_URL",
  })
  .refine((values) => !(values.BASEMAP_STYLE && values.BASEMAP_PMTILES), {
    path: ["BASEMAP_PMTILES"],
    error: "cannot be used together with BASEMAP_STYLE",
  })
  .refine(
    ({ GETU_OIDC_DISCOVERY: discovery, GETU_OIDC_CLIENT_ID: id, GETU_OIDC_CLIENT_SECRET: secret }) =>
      new Set([discovery, id, secret].map((value) => value === undefined)).size === 1,
    {
      path: ["GETU_OIDC_DISCOVERY"],
      error: "needs GETU_OIDC_CLIENT_ID and GETU_OIDC_CLIENT_SECRET, and the other way round",
    },
  )
  .refine(
    ({ GETU_PUSH_KEY: key, GETU_PUSH_CONTACT: contact }) => (key === undefined) === (contact === undefined),
    { path: ["GETU_PUSH_KEY"], error: "needs GETU_PUSH_CONTACT, and the other way round" },
  )
  .refine(({ HOST, GETU_OPEN_READING }) => GETU_OPEN_READING !== "all" || isLoopback(HOST), {
    path: ["GETU_OPEN_READING"],
    error: "may be all on a loopback HOST only: everybody could read everything",
  });

/** The settings as they were given, with what holds where one was not. */
export type EnvironmentValues = z.infer<typeof environmentSchema>;
