import { WALL_DEFAULTS } from "@getu/domain";
import { townPosition, townReport } from "@getu/store/testing";
import type { ProcedurePath } from "./procedure-path.ts";
import { tomorrow } from "./tomorrow.ts";

/** Ids of things that somebody asks for: of another subtree, or of nothing at all. */
export type Ids = {
  territory: number;
  grid: number;
  incident: number;
  person: string;
  grant: number;
  device: number;
  session: string;
  cluster: number;
  need: number;
};

const ofTerritory = ({ territory: territoryId }: Ids): object => ({ territoryId });
/** Drafts are numbered within a territory: another's is asked for by the territory. */
const ofDraft = ({ territory: territoryId }: Ids) => ({ territoryId, draftId: 1 });

let deliveries = 0;

/** A key that no delivery had before. */
export const delivery = (): string => `delivery-${(deliveries += 1)}`;

/**
 * How an id is put into each procedure, beside the territory that is mine; null = it takes none. A new procedure without
 * a row does not compile, so that nobody forgets to ask what it tells of things elsewhere.
 */
export const foreignInputs = (mine: number) =>
  ({
    "territory.list": null,
    "territory.get": ofTerritory,
    "catalogue.get": ofTerritory,
    "catalogue.loop": ofTerritory,
    "grid.list": ofTerritory,
    "grid.ancestry": ({ grid: gridId }) => ({ territoryId: mine, gridId }),
    "grid.boundaries": ofTerritory,
    "grid.edges": ofTerritory,
    "grid.at": ({ territory: territoryId }) => ({ territoryId, position: townPosition(5, 1) }),
    "grid.around": ({ grid: gridId }) => ({ territoryId: mine, gridId }),
    "board.get": ({ grid: gridId }) => ({ territoryId: mine, gridId }),
    "camera.list": ofTerritory,
    "camera.inStatus": ({ territory: territoryId }) => ({ territoryId, status: "online", limit: 10 }),
    "coverage.get": ofTerritory,
    "coverage.views": ofTerritory,
    "place.list": ofTerritory,
    "place.around": ({ grid: gridId }) => ({ territoryId: mine, gridId }),
    "place.nearestPoliceRoom": ({ territory: territoryId }) => ({
      territoryId,
      position: townPosition(5, 1),
    }),
    "incident.list": ({ grid: gridId, incident: before }) => ({
      territoryId: mine,
      gridId,
      before,
      limit: 10,
    }),
    "incident.get": ({ incident: id }) => ({ territoryId: mine, id }),
    "incident.report": ({ territory: territoryId }) => ({
      territoryId,
      idempotencyKey: delivery(),
      report: townReport({ externalId: delivery() }),
    }),
    "incident.act": ({ incident: id }) => ({
      territoryId: mine,
      id,
      idempotencyKey: delivery(),
      action: "file",
    }),
    "incident.preview": ({ incident: id }) => ({ territoryId: mine, id, action: "file" }),
    "incident.history": ({ incident: id }) => ({ territoryId: mine, id }),
    "incident.explainDeadline": ({ incident: id }) => ({ territoryId: mine, id }),
    "incident.queue": ({ grid: gridId, incident: id }) => ({
      territoryId: mine,
      queue: "all",
      order: "reported",
      filter: { gridId },
      limit: 10,
      after: { rung: 0, at: "2030-12-01T00:00:00Z", id },
    }),
    "incident.queueCounts": ofTerritory,
    "incident.assignMany": ({ incident }) => ({
      territoryId: mine,
      ids: [incident],
      idempotencyKey: delivery(),
    }),
    "queueFilter.list": ofTerritory,
    "queueFilter.save": ({ territory: territoryId }) => ({
      territoryId,
      saved: { name: "试验", queue: "mine", order: "due", filter: {} },
    }),
    "queueFilter.remove": ({ territory: territoryId }) => ({ territoryId, name: "试验" }),
    "intake.search": ({ territory: territoryId }) => ({ territoryId, text: "Made-up" }),
    "intake.locate": ({ territory: territoryId }) => ({
      territoryId,
      position: townPosition(5, 1),
      accuracyMetres: null,
    }),
    "intake.deadline": ({ territory: territoryId }) => ({
      territoryId,
      category: "street-light",
      condition: "single",
    }),
    "intake.duplicates": ({ territory: territoryId }) => ({
      territoryId,
      category: "street-light",
      position: townPosition(5, 1),
      occurredAt: null,
    }),
    "intake.today": ofTerritory,
    "intake.file": ({ incident: sameAs }) => ({
      territoryId: mine,
      report: {
        requestId: crypto.randomUUID().replaceAll("-", ""),
        channel: "hotline",
        category: "street-light",
        condition: "single",
        summary: "试验",
        position: townPosition(0.5, 0.5),
        accuracyMetres: null,
        occurredAt: null,
        contact: null,
        photoIds: [],
        sameAs,
      },
    }),
    "visit.clusters": ({ grid: gridId }) => ({ territoryId: mine, gridId }),
    "visit.history": ({ cluster: clusterId }) => ({ territoryId: mine, clusterId }),
    "visit.record": ({ cluster: clusterId }) => ({
      territoryId: mine,
      clusterId,
      idempotencyKey: delivery(),
      visit: { outcome: "well", note: null, occurredAt: null, incident: null, demand: null, wish: null },
    }),
    "visit.coverage": ({ territory: territoryId }) => ({ territoryId, tier: 0 }),
    "visit.rhythm": ({ grid: gridId }) => ({ territoryId: mine, gridId, everyDays: 30 }),
    "need.list": ({ territory: territoryId }) => ({ territoryId, state: "open", limit: 10 }),
    "need.answer": ({ need: needId }) => ({ territoryId: mine, needId, text: "试验" }),
    "photo.list": ({ incident: incidentId }) => ({ territoryId: mine, incidentId }),
    "contact.read": ({ incident: incidentId }) => ({ territoryId: mine, incidentId, reason: "试验" }),
    "contact.masked": ({ incident: incidentId }) => ({ territoryId: mine, incidentId }),
    "hold.set": ({ incident: incidentId }) => ({ territoryId: mine, incidentId, reason: "试验" }),
    "hold.lift": ({ incident: incidentId }) => ({ territoryId: mine, incidentId, reason: "试验" }),
    "draft.create": ({ territory: territoryId }) => ({ territoryId, name: "试验" }),
    "draft.list": ofTerritory,
    "draft.get": ofDraft,
    "draft.check": ofDraft,
    "draft.standing": ofDraft,
    "draft.impact": ofDraft,
    "draft.append": (ids) => ({
      ...ofDraft(ids),
      revision: 0,
      entries: [{ kind: "undo" }],
      key: crypto.randomUUID(),
    }),
    "draft.fork": (ids) => ({ ...ofDraft(ids), revision: 0, entries: [], name: "试验" }),
    "draft.rebase": (ids) => ({ ...ofDraft(ids), revision: 0, keep: "mine" }),
    "draft.submit": (ids) => ({ ...ofDraft(ids), revision: 0 }),
    "draft.approve": (ids) => ({ ...ofDraft(ids), revision: 0 }),
    "draft.reject": (ids) => ({ ...ofDraft(ids), revision: 0, comment: "试验" }),
    "draft.schedule": (ids) => ({ ...ofDraft(ids), revision: 0, effectiveOn: tomorrow() }),
    "draft.withdraw": (ids) => ({ ...ofDraft(ids), revision: 0 }),
    "version.list": ofTerritory,
    "version.origins": ofTerritory,
    "version.get": ({ territory: territoryId }) => ({ territoryId, version: 1 }),
    "version.movedWork": ({ territory: territoryId }) => ({ territoryId, version: 1, limit: 10 }),
    "version.codeAgreements": ofTerritory,
    "version.impact": ({ territory: territoryId }) => ({ territoryId, version: 1, seen: 1 }),
    "version.rollback": ({ territory: territoryId }) => ({
      territoryId,
      version: 1,
      seen: 1,
      reason: "试验",
    }),
    "assessment.month": ({ territory: territoryId }) => ({ territoryId, month: "2026-10" }),
    "assessment.counted": ({ territory: territoryId, grid: gridId }) => ({
      territoryId,
      gridId,
      month: "2026-10",
      rate: "onTime",
    }),
    "heat.cells": ({ territory: territoryId }) => ({
      territoryId,
      bbox: [120, 30, 121, 31],
      level: 14,
      from: "2026-01-01T00:00:00.000Z",
      to: "2027-01-01T00:00:00.000Z",
    }),
    "heat.week": ({ territory: territoryId }) => ({
      territoryId,
      from: "2026-01-01T00:00:00.000Z",
      to: "2027-01-01T00:00:00.000Z",
    }),
    "summary.get": ofTerritory,
    "summary.day": ({ territory: territoryId }) => ({ territoryId, day: "2026-11-26" }),
    "map.config": ofTerritory,
    "account.get": null,
    "account.formerGrids": null,
    "account.phoneSecret": null,
    "account.join": null,
    "account.setPassword": null,
    "session.list": null,
    "session.end": ({ session: id }) => ({ id }),
    "push.key": null,
    "push.keep": null,
    "push.remove": null,
    "person.list": null,
    "person.invite": ({ grid: gridId }) => ({ role: "viewer", place: { territoryId: mine, gridId } }),
    "person.disable": ({ person: personId }) => ({ personId }),
    "person.enable": ({ person: personId }) => ({ personId }),
    "person.resetSecondFactor": ({ person: personId }) => ({ personId, reason: "试验" }),
    "grant.give": ({ person: personId, grid: gridId }) => ({
      personId,
      role: "viewer",
      place: { territoryId: mine, gridId },
    }),
    "grant.revoke": ({ grant: grantId }) => ({ grantId }),
    "device.list": ofTerritory,
    "device.create": ({ grid: gridId }) => ({ territoryId: mine, gridId, name: "试验" }),
    "device.revoke": ({ device: id }) => ({ territoryId: mine, id }),
    "wall.own": null,
    "wall.list": ofTerritory,
    "wall.pair": ({ grid: gridId }) => ({
      territoryId: mine,
      gridId,
      name: "试验",
      code: "ACDE-FGHJ",
      settings: WALL_DEFAULTS,
    }),
    "wall.arrange": ({ device: id }) => ({ territoryId: mine, id, settings: WALL_DEFAULTS }),
    "wall.steer": ({ device: id }) => ({ territoryId: mine, id, given: { order: "hold" } }),
    "audit.open": null,
    "audit.list": null,
    "audit.check": null,
  }) as const satisfies Record<ProcedurePath, ((ids: Ids) => object) | null>;
