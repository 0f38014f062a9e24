import { resolve } from "node:path";
import type { PhotoPlace } from "@getu/photos";
import type { Retention } from "@getu/domain";
import type { DatabaseAddress } from "@getu/store";
import type { z } from "zod";
import type { OidcSettings } from "./access/create-auth.ts";
import type { OpenReading } from "./access/open-reading.ts";
import { environmentSchema } from "./environment.ts";
import type { EnvironmentValues } from "./environment.ts";
import { isLoopback } from "./http/known-host.ts";
import type { PlacesEach } from "./live/caller-places.ts";
import { PROJECT_FOLDER } from "./paths.ts";
import type { PushSettings } from "./push/send-push.ts";
import { StartError } from "./start-error.ts";

/** Web address, or file of this machine. */
const isWebAddress = (text: string): boolean => /^https?:\/\//.test(text);

/** The settings of one server. */
export type Configuration = {
  port: number;
  host: string;
  /** Host names beside the loopback ones that requests may be addressed to. */
  hosts: readonly string[];
  /** Null = the loopback address and the port. */
  url: string | null;
  /** Without signing in the made-up street can be seen on this machine, and nothing from elsewhere. */
  openReading: OpenReading;
  oidc: OidcSettings | null;
  /** Null = nobody is called on a phone. */
  push: PushSettings | null;
  /** Absolute path. */
  home: string;
  /** Null = the embedded one. */
  database: DatabaseAddress | null;
  basemapStyle: string | null;
  /** Web address or absolute path of a PMTiles archive. */
  basemapPmtiles: string | null;
  sample: "street" | "tiny" | "none";
  /** Made-up incidents of a demo: at the street's own rhythm, or every so many seconds; null = none. */
  trickle: { meanSeconds: number | null } | null;
  photos: PhotoPlace;
  retention: Retention;
  /** Addresses and networks of reverse proxies. */
  proxies: readonly string[];
  /** Absolute path of what notice boards say. */
  noticeFile: string;
  /** Absolute path of the browser that prints; null = where it usually stands. */
  chromium: string | null;
  /** Key of a naming of the loop's steps. */
  naming: string;
  /** True when this process moves what is due. */
  jobs: boolean;
  liveConnections: number;
  /** Of these for one caller. */
  livePlacesEach: PlacesEach;
  /** Bytes that the heat indexes may take; 0 = none are made. */
  heatMemoryBytes: number;
  logLevel: string;
};

const hostOf = (url: string | undefined): string[] => (url === undefined ? [] : [new URL(url).hostname]);

const databaseOf = ({
  DATABASE_URL: url,
  DATABASE_OWNER_URL: ownerUrl = url,
}: EnvironmentValues): DatabaseAddress | null =>
  url === undefined || ownerUrl === undefined ? null : { url, ownerUrl };

const oidcOf = (values: EnvironmentValues): OidcSettings | null => {
  const {
    GETU_OIDC_DISCOVERY: discoveryUrl,
    GETU_OIDC_CLIENT_ID: clientId,
    GETU_OIDC_CLIENT_SECRET: clientSecret,
  } = values;
  if (discoveryUrl === undefined || clientId === undefined || clientSecret === undefined) return null;
  return { discoveryUrl, clientId, clientSecret };
};

const pushOf = (values: EnvironmentValues): PushSettings | null => {
  const { GETU_PUSH_KEY: privateKey, GETU_PUSH_CONTACT: contact, GETU_PUSH_HOSTS: hosts } = values;
  if (privateKey === undefined || contact === undefined) return null;
  return { privateKey, contact, hosts: listOf(hosts) };
};

/** Where people reach the server; the port may be known better than by the settings. */
export const publicUrlOf = ({ url, port }: Configuration, listeningPort = port): string =>
  url ?? `http://localhost:${listeningPort}`;

type Environment = Readonly<Record<string, string | undefined>>;

const complain = (error: z.ZodError): never => {
  const problems = error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
  throw new StartError(`bad configuration: ${problems.join("; ")}`);
};

const listOf = (text: string): string[] =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

const photoPlaceOf = (values: EnvironmentValues, home: string): PhotoPlace => {
  const given = values.GETU_PHOTOS ?? resolve(home, "photos");
  const [, bucket, prefix] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(given) ?? [];
  if (bucket === undefined) return { kind: "folder", folder: resolve(PROJECT_FOLDER, given) };
  return {
    kind: "s3",
    bucket,
    prefix: prefix === undefined || prefix === "" ? "" : `${prefix.replace(/\/+$/, "")}/`,
    region: values.AWS_REGION,
    endpoint: values.GETU_S3_ENDPOINT ?? null,
  };
};

/** Reads the settings; an empty variable counts as unset. Throws one line that names every bad variable. */
export function readConfiguration(environment: Environment): Configuration {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const { data: values, error } = environmentSchema.safeParse(given);
  if (!values) return complain(error);
  const home = resolve(PROJECT_FOLDER, values.GETU_HOME);
  const pmtiles = values.BASEMAP_PMTILES ?? null;
  return {
    port: values.PORT,
    host: values.HOST,
    hosts: [...listOf(values.GETU_HOSTS.toLowerCase()), ...hostOf(values.GETU_URL)],
    url: values.GETU_URL ?? null,
    openReading: values.GETU_OPEN_READING ?? (isLoopback(values.HOST) ? "demo" : "none"),
    oidc: oidcOf(values),
    push: pushOf(values),
    home,
    database: databaseOf(values),
    basemapStyle: values.BASEMAP_STYLE ?? null,
    basemapPmtiles: pmtiles === null || isWebAddress(pmtiles) ? pmtiles : resolve(PROJECT_FOLDER, pmtiles),
    sample: values.GETU_SAMPLE,
    trickle: values.GETU_TRICKLE === "on" ? { meanSeconds: values.GETU_TRICKLE_SECONDS ?? null } : null,
    photos: photoPlaceOf(values, home),
    retention: {
      contactDays: values.GETU_KEEP_CONTACT_DAYS,
      photoDays: values.GETU_KEEP_PHOTO_DAYS,
      noteDays: values.GETU_KEEP_NOTE_DAYS,
    },
    proxies: listOf(values.GETU_PROXIES),
    noticeFile: resolve(PROJECT_FOLDER, values.GETU_NOTICE),
    chromium: values.GETU_CHROMIUM ?? null,
    naming: values.GETU_NAMING,
    jobs: values.GETU_JOBS === "on",
    liveConnections: values.GETU_LIVE_CONNECTIONS,
    livePlacesEach: { known: values.GETU_LIVE_PER_CALLER, address: values.GETU_LIVE_PER_ADDRESS },
    heatMemoryBytes: values.GETU_HEAT_MEMORY,
    logLevel: values.LOG_LEVEL,
  };
}
