import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { readConfiguration } from "../src/configuration.ts";
import { PROJECT_FOLDER } from "../src/paths.ts";

describe("configuration", () => {
  test("an empty environment gives the defaults that the README names", () => {
    expect(readConfiguration({})).toEqual({
      port: 4180,
      host: "127.0.0.1",
      hosts: [],
      url: null,
      openReading: "demo",
      oidc: null,
      push: null,
      home: resolve(PROJECT_FOLDER, ".getu"),
      database: null,
      basemapStyle: null,
      basemapPmtiles: null,
      sample: "street",
      trickle: { meanSeconds: null },
      photos: { kind: "folder", folder: resolve(PROJECT_FOLDER, ".getu/photos") },
      retention: { contactDays: 30, photoDays: 730, noteDays: 365 },
      proxies: [],
      heatMemoryBytes: 1_000_000_000,
      noticeFile: resolve(PROJECT_FOLDER, "data/notice.json"),
      chromium: null,
      naming: "six-step",
      jobs: true,
      liveConnections: 2000,
      livePlacesEach: { known: 60, address: 200 },
      logLevel: "warn",
    });
  });

  test("an empty variable counts as unset, as shells and compose files leave them", () => {
    expect(readConfiguration({ PORT: "", DATABASE_URL: " ", GETU_HOME: "" })).toEqual(readConfiguration({}));
  });

  test("photos lie in a folder of the home, in another folder, or in a bucket", () => {
    const photosOf = (GETU_PHOTOS: string, more = {}) => readConfiguration({ GETU_PHOTOS, ...more }).photos;
    expect(readConfiguration({ GETU_HOME: "/srv/getu" }).photos).toMatchObject({
      folder: "/srv/getu/photos",
    });
    expect(photosOf("/srv/photos")).toEqual({ kind: "folder", folder: "/srv/photos" });
    const amazon = { kind: "s3", bucket: "town", prefix: "", region: "us-east-1", endpoint: null };
    expect(photosOf("s3://town")).toEqual(amazon);
    const own = { AWS_REGION: "cn-north-1", GETU_S3_ENDPOINT: "http://127.0.0.1:9000" };
    expect(photosOf("s3://town/street/1/", own)).toEqual({
      ...amazon,
      prefix: "street/1/",
      region: "cn-north-1",
      endpoint: "http://127.0.0.1:9000",
    });
  });

  test("a relative home lies in the project, wherever the command is started", () => {
    expect(readConfiguration({ GETU_HOME: "data/home" }).home).toBe(resolve(PROJECT_FOLDER, "data/home"));
    expect(readConfiguration({ GETU_HOME: "/srv/getu" }).home).toBe("/srv/getu");
  });

  test("GETU_TRICKLE=off leaves the demo as it is", () => {
    expect(readConfiguration({ GETU_TRICKLE: "off" }).trickle).toBeNull();
  });

  test.each([
    [{ PORT: "abc" }, "PORT must be a number"],
    [{ PORT: "70000" }, "PORT"],
    [{ PORT: "4180.5" }, "PORT"],
    [{ GETU_SAMPLE: "town" }, "GETU_SAMPLE must be street, tiny or none"],
    [{ GETU_TRICKLE: "yes" }, "GETU_TRICKLE must be on or off"],
    [{ GETU_TRICKLE_SECONDS: "0" }, "GETU_TRICKLE_SECONDS"],
    [{ DATABASE_URL: "mysql://x" }, "DATABASE_URL must look like postgresql://"],
    [{ DATABASE_OWNER_URL: "postgresql://owner@host/getu" }, "DATABASE_OWNER_URL needs DATABASE_URL"],
    [{ BASEMAP_STYLE: "style.json" }, "BASEMAP_STYLE must be a web address"],
    [
      { BASEMAP_STYLE: "https://maps.example/style.json", BASEMAP_PMTILES: "town.pmtiles" },
      "BASEMAP_PMTILES cannot be used together with BASEMAP_STYLE",
    ],
    [{ LOG_LEVEL: "loud" }, "LOG_LEVEL must be"],
  ])("%j is refused with one line that names the variable", (environment, said) => {
    let line = "";
    try {
      readConfiguration(environment);
    } catch (error) {
      line = (error as Error).message;
    }
    expect(line).toContain(said);
    expect(line).not.toContain("\n");
  });

  test("a database whose owner has no address of their own is migrated by whoever uses it", () => {
    const [url, ownerUrl] = ["postgresql://getu@host/getu", "postgresql://owner@host/getu"];
    expect(readConfiguration({ DATABASE_URL: url }).database).toEqual({ url, ownerUrl: url });
    expect(readConfiguration({ DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl }).database).toEqual({
      url,
      ownerUrl,
    });
  });

  test("every bad variable is named at once", () => {
    expect(() => readConfiguration({ PORT: "x", LOG_LEVEL: "y" })).toThrow(/PORT.*LOG_LEVEL/);
  });

  test("a password in a bad address is not repeated", () => {
    expect(() => readConfiguration({ DATABASE_URL: "mysql://user:secret@host/db" })).toThrow(
      /^(?!.*secret).*$/,
    );
  });
});
