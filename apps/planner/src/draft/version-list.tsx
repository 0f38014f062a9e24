import { may, toLocalTime } from "@getu/domain";
import type { Territory } from "@getu/domain";
import type { BoundaryVersion, VersionOrigin } from "@getu/domain/redraw";
import { useAccount, useLanguage, useVersionOrigins, useVersions } from "@getu/ui";
import type { DraftCalls } from "@getu/ui";
import { Button, Tag, Typography } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { RestoreDialog } from "./restore-dialog.tsx";

const FORMATS = [
  { ending: "geojson", name: "GeoJSON" },
  { ending: "topojson", name: "TopoJSON" },
] as const;

type VersionListProps = { territory: Territory; calls: DraftCalls };

/** Every published version with its day, where it comes from, its files, and the way back to it. */
export function VersionList({ territory, calls }: VersionListProps): ReactNode {
  const { t } = useTranslation();
  const { data: account } = useAccount();
  const { data: versions = [] } = useVersions(territory.id);
  const [asked, setAsked] = useState<number | null>(null);
  const viewer = { caller: { kind: "nobody" }, grants: account?.grants ?? [] } as const;
  const whole = { territoryId: territory.id, gridPath: "" };
  const mayRestore = may(viewer, "draft.approve", whole);
  const mayRead = may(viewer, "draft.read", whole);
  const files = may(viewer, "incident.export", whole) ? "filesWithHouseholds" : "files";
  const { data: origins = [] } = useVersionOrigins(mayRead ? territory.id : null);
  const originOf = new Map(origins.map((origin) => [origin.number, origin]));
  return (
    <>
      <Typography.Title level={5}>{t("planner.draft.versions")}</Typography.Title>
      <ul className="planner__problems">
        {versions.map((version) => (
          <li key={version.number}>
            <span className="planner__problem">
              <VersionFacts {...{ territory, version, origin: originOf.get(version.number) }} />
              {mayRead && (
                <VersionFiles
                  {...{ territory, number: version.number, words: t(`planner.draft.${files}`) }}
                />
              )}
            </span>
            {mayRestore && version.number !== territory.version && (
              <Button size="small" onClick={() => setAsked(version.number)}>
                {t("planner.draft.restore")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {asked !== null && (
        <RestoreDialog
          territoryId={territory.id}
          version={asked}
          seen={territory.version}
          calls={calls}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}

type VersionFactsProps = {
  territory: Territory;
  version: BoundaryVersion;
  /** Undefined for who may not read it. */
  origin: VersionOrigin | undefined;
};

function VersionFacts({ territory, version, origin }: VersionFactsProps): ReactNode {
  const { t } = useTranslation();
  const { number, effectiveFrom, restores } = version;
  const time = toLocalTime(effectiveFrom, territory.timeZone).replace("T", " ");
  const facts = [
    t("planner.draft.since", { time }),
    ...(restores === null ? [] : [t("planner.draft.restores", { number: restores })]),
    ...(origin?.draft ? [t("planner.draft.from", { name: origin.draft })] : []),
    ...(origin?.by ? [origin.by.name ?? origin.by.actor] : []),
    ...(origin?.reason ? [t("planner.draft.because", { reason: origin.reason })] : []),
  ];
  return (
    <>
      <strong>{t("planner.draft.version", { number })}</strong>{" "}
      {number === territory.version && <Tag color="success">{t("planner.draft.inForce")}</Tag>}
      <br />
      <Typography.Text type="secondary">{facts.join(" · ")}</Typography.Text>
    </>
  );
}

type VersionFilesProps = {
  territory: Territory;
  number: number;
  /** What is in the files: households go with who may take tables out of the house. */
  words: string;
};

/** The lines of a version, for other programs. */
function VersionFiles({ territory, number, words }: VersionFilesProps): ReactNode {
  const { language } = useLanguage();
  return (
    <span className="planner__files">
      {words}
      {FORMATS.map(({ ending, name }) => (
        <a
          key={ending}
          href={`/territories/${territory.id}/versions/${number}.${ending}?language=${language === "en" ? "en" : "zh"}`}
          download // the server names it
        >
          {name}
        </a>
      ))}
    </span>
  );
}
