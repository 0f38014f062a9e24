import { randomUUID } from "node:crypto";
import type { Context } from "@getu/api";
import { CONTACT_DAYS, isAround } from "@getu/domain";
import type { Territory } from "@getu/domain";
import {
  databaseNow,
  findOpen311Key,
  listOpen311Incidents,
  listOpen311Updates,
  listTerritories,
  takePublicReport,
} from "@getu/store";
import type { Db, Open311Key } from "@getu/store";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { ContextOf } from "../http/context-of.ts";
import { limitAddress } from "../http/limit-address.ts";
import { Open311Error } from "./open311-error.ts";
import { readFields, toFilter, toNewRequest, toUpdateFilter } from "./open311-query.ts";
import { toRequestUpdates } from "./request-update.ts";
import { getCategory, toDefinition, toServices } from "./service.ts";
import { toServiceRequests } from "./service-request.ts";
import { toJson, toXml } from "./to-xml.ts";
import type { Xml } from "./to-xml.ts";

const CALLS_PER_HOUR = { action: "open311", most: 1000, windowSeconds: 3600 };
/** Nobody finds a key by trying: whoever goes on with one that is not valid is told when it makes sense again. */
const WRONG_KEYS_PER_HOUR = { action: "open311-key", most: 30, windowSeconds: 3600 };

const FORMAT = ":format(^json|xml$)";
const formatSchema = z.object({ format: z.enum(["json", "xml"]) });
const keySchema = z.object({ api_key: z.string().max(200).optional() });
const jurisdictionSchema = z.object({ jurisdiction_id: z.string().max(200).optional() });

type Answer = { root: string; value: Xml };
type Question = { request: FastifyRequest; context: Context; fields: unknown };

/**
 * Open311 GeoReport v2 at `/open311/v2`. Services are for everybody. Reporting needs a key, and so does reading, against
 * the letter of the specification: where somebody complained of what is nobody else's business, so a program sees what
 * it brought itself. A `media_url` is not fetched: a server that fetches what strangers name can be sent anywhere.
 */
export async function open311Routes(
  app: FastifyInstance,
  { contextOf, db }: { contextOf: ContextOf; db: Db },
): Promise<void> {
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string" },
    (_request, body, done) => {
      done(null, Object.fromEntries(new URLSearchParams(String(body))));
    },
  );
  app.setErrorHandler((error, request, reply) => {
    if (!(error instanceof Open311Error)) throw error; // the house's own answer
    const errors = { item: "error", items: [{ code: error.status, description: error.message }] };
    return send(request, reply.code(error.status), { root: "errors", value: errors });
  });

  const answer =
    (ask: (question: Question) => Promise<Answer>) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      await limitAddress(db, CALLS_PER_HOUR, request);
      const context = await contextOf(request);
      const fields = { ...(request.query as object), ...(request.body as object | undefined) };
      return send(request, reply, await ask({ request, context, fields }));
    };

  app.get(`/services.${FORMAT}`, answer(listServices));
  app.get(`/services/:code(^[a-z0-9-]+).${FORMAT}`, answer(defineService));
  app.post(`/requests.${FORMAT}`, answer(takeRequest));
  app.get(`/requests.${FORMAT}`, answer(listRequests));
  app.get(`/requests/:id(^\\d+).${FORMAT}`, answer(showRequest));
  app.get(`/servicerequestupdates.${FORMAT}`, answer(listUpdates));
  app.get(`/tokens/:id(^\\d+).${FORMAT}`, answer(showToken));
}

function send(request: FastifyRequest, reply: FastifyReply, { root, value }: Answer): FastifyReply {
  reply.header("cache-control", "no-store");
  const { data } = formatSchema.safeParse(request.params);
  if (data?.format !== "xml") return reply.type("application/json; charset=utf-8").send(toJson(value));
  return reply.type("text/xml; charset=utf-8").send(toXml(root, value));
}

async function listServices({ context, fields }: Question): Promise<Answer> {
  await getJurisdiction(context, fields);
  return { root: "services", value: toServices(context.catalogue) };
}

async function defineService({ request, context, fields }: Question): Promise<Answer> {
  await getJurisdiction(context, fields);
  const { code } = request.params as { code: string };
  return { root: "service_definition", value: toDefinition(getCategory(context.catalogue, code)) };
}

/** The territory of the code, or the only one; 404 otherwise, as the specification has it. */
async function getJurisdiction({ db }: Context, fields: unknown): Promise<Territory> {
  const { jurisdiction_id: code } = readFields(jurisdictionSchema, fields);
  const territories = await listTerritories(db);
  const found =
    code === undefined && territories.length === 1
      ? territories[0]
      : territories.find((each) => each.code === code);
  if (!found) throw new Open311Error(404, "jurisdiction_id not found");
  return found;
}

/** The program that asks; its key is of one jurisdiction. */
async function getKey({ request, context, fields }: Question): Promise<Open311Key> {
  const { api_key: key } = readFields(keySchema, fields);
  const found = key === undefined ? null : await findOpen311Key(context.db, key);
  const { jurisdiction_id: code } = readFields(jurisdictionSchema, fields);
  if (!found) {
    if (key !== undefined) await limitAddress(context.db, WRONG_KEYS_PER_HOUR, request);
    throw new Open311Error(403, "api_key missing or not valid");
  }
  if (code !== undefined && (await getJurisdiction(context, fields)).id !== found.territoryId)
    throw new Open311Error(403, "api_key not valid for this jurisdiction_id");
  return found;
}

async function takeRequest(question: Question): Promise<Answer> {
  const { context, fields } = question;
  const { territoryId, id: keyId } = await getKey(question);
  const { contact, ...given } = toNewRequest(fields, context.catalogue);
  const territory = (await listTerritories(context.db)).find(({ id }) => id === territoryId);
  if (territory && !isAround(territory, given.position))
    throw new Open311Error(400, "lat, long: far outside the jurisdiction");
  const occurredAt = (await databaseNow(context.db)).toISOString();
  const filed = await takePublicReport(context.db, {
    territoryId,
    report: { ...given, externalId: null, channel: "snapshot", accuracyMetres: null, occurredAt },
    rulebook: context,
    idempotencyKey: `open311-${randomUUID()}`, // the specification knows no repeated delivery
    photoIds: [],
    followedBy: { keyId },
    contact: contact === null ? null : { text: contact, keepDays: CONTACT_DAYS },
  });
  if ("refusal" in filed) throw new Open311Error(404, "service_code not found");
  const taken = { service_request_id: String(filed.incident.id), service_notice: null, account_id: null };
  return { root: "service_requests", value: { item: "request", items: [taken] } };
}

async function listRequests(question: Question): Promise<Answer> {
  const { context, fields } = question;
  const key = await getKey(question);
  const found = await listOpen311Incidents(context.db, key, toFilter(fields, await databaseNow(context.db)));
  return { root: "service_requests", value: toServiceRequests(found, context) };
}

async function showRequest(question: Question): Promise<Answer> {
  const { context } = question;
  const found = await getRequest(question);
  return { root: "service_requests", value: toServiceRequests([found], context) };
}

/** What became of the requests: an extension that servers and their clients have in common. */
async function listUpdates(question: Question): Promise<Answer> {
  const { context, fields } = question;
  const key = await getKey(question);
  const filter = toUpdateFilter(fields, await databaseNow(context.db));
  const found = await listOpen311Updates(context.db, key, filter);
  return { root: "service_request_updates", value: toRequestUpdates(found) };
}

/** A request is filed at once, so its token is its id. */
async function showToken(question: Question): Promise<Answer> {
  const id = String((await getRequest(question)).incident.id);
  return {
    root: "service_requests",
    value: { item: "request", items: [{ service_request_id: id, token: id }] },
  };
}

async function getRequest(question: Question) {
  const key = await getKey(question);
  const id = Number((question.request.params as { id: string }).id);
  const [found] = Number.isSafeInteger(id) // no request has a longer number
    ? await listOpen311Incidents(question.context.db, key, { ids: [id], limit: 1 })
    : [];
  if (!found) throw new Open311Error(404, "service_request_id not found");
  return found;
}
