import {
  parsePairingCode,
  shownNameSchema,
  soleGridOf,
  wallOrderSchema,
  wallSchema,
  wallSettingsSchema,
} from "@getu/domain";
import {
  appendAudit,
  arrangeWall,
  countAddress,
  hashSecret,
  insertDeviceToken,
  inTransaction,
  listWalls,
  steerWall,
  takePairing,
} from "@getu/store";
import { z } from "zod";
import { toTrpcError } from "../failure.ts";
import { idSchema, procedure, router, territoryInputSchema, territoryProcedure } from "../procedure.ts";
import { actorOf, nameOfCaller } from "./actor.ts";
import { demandGrant } from "./demand-grant.ts";

/** Codes typed by one administrator: nobody types more walls than these, and nobody guesses one of 78 thousand million. */
const TYPED = { action: "wall-code", most: 20, windowSeconds: 300 };

const wallInputSchema = territoryInputSchema.extend({ id: idSchema });

const gridPlaceSchema = z.strictObject({ territoryId: idSchema, gridId: idSchema });

/**
 * What the screen that asks is to show; null for whoever is none, and a screen that waits to be taken asks often. A wall
 * whose grid was redrawn away is told so, and nothing else. `soleGrid` is where somebody's browser looks who sees a part alone.
 */
const own = procedure("wall.own")
  .input(z.strictObject({}).optional())
  .output(
    z.strictObject({
      wall: wallSchema.nullable(),
      isGridGone: z.boolean(),
      isSignedIn: z.boolean(),
      soleGrid: gridPlaceSchema.nullable(),
    }),
  )
  .query(async ({ ctx: { db, viewer } }) => {
    const { caller, grants } = viewer;
    const isSignedIn = caller.kind === "person";
    const none = { wall: null, isGridGone: false, isSignedIn, soleGrid: soleGridOf(viewer) };
    if (caller.kind !== "device") return none;
    const [grant] = grants; // a screen has one, and none while its grid is gone
    if (!grant) return { ...none, isGridGone: true };
    if (grant.territoryId === "all") return none;
    const [wall = null] = await listWalls(db, { territoryId: grant.territoryId, id: caller.id });
    return { ...none, wall, soleGrid: null };
  });

/** The screens in the caller's scope, with what they show. */
const list = territoryProcedure("wall.steer")
  .input(territoryInputSchema)
  .output(z.array(wallSchema))
  .query(({ ctx }) => listWalls(ctx.db, ctx.scope));

/** Takes the screen that shows a code: it may read one scope from now on, and nothing else. */
const pair = territoryProcedure("device.manage")
  .input(
    territoryInputSchema.extend({
      gridId: idSchema.nullable(),
      name: shownNameSchema,
      code: z.string().max(40),
      settings: wallSettingsSchema,
    }),
  )
  .output(z.strictObject({ id: z.int().positive() }))
  .mutation(async ({ ctx, input: { territoryId, gridId, name, code, settings } }) => {
    await demandGrant(ctx, { role: "device", territoryId, gridId });
    const createdBy = nameOfCaller(ctx.viewer.caller);
    const retryAfterSeconds = await countAddress(ctx.db, TYPED, createdBy);
    if (retryAfterSeconds !== null) throw toTrpcError({ code: "TOO_OFTEN", retryAfterSeconds });
    const known = parsePairingCode(code);
    const id = await inTransaction(ctx.db, async (tx) => {
      const taken = known === null ? null : await takePairing(tx, hashSecret(known));
      if (!taken) throw toTrpcError({ code: "PAIRING_CODE_UNKNOWN" });
      const { tokenHash, address } = taken;
      const made = await insertDeviceToken(tx, { name, territoryId, gridId, tokenHash, createdBy });
      await arrangeWall(tx, { ...ctx.scope, id: made, settings });
      await appendAudit(tx, {
        ...actorOf(ctx),
        action: "wall.paired",
        subject: `device:${made}`,
        territoryId,
        facts: { gridId, from: address },
      });
      return made;
    });
    return { id };
  });

/**
 * Sets up what a screen shows, how large it is and from where it is read; refused where `seen` is given and somebody else has
 * set it up since.
 */
const arrange = territoryProcedure("device.manage")
  .input(wallInputSchema.extend({ settings: wallSettingsSchema, seen: wallSettingsSchema.optional() }))
  .output(z.strictObject({}))
  .mutation(async ({ ctx, input: { territoryId, id, settings, seen } }) => {
    await inTransaction(ctx.db, async (tx) => {
      const found = await arrangeWall(tx, { ...ctx.scope, id, settings, seen });
      if (found === "gone") throw toTrpcError({ code: "WALL_NOT_FOUND" });
      if (found === "changed") throw toTrpcError({ code: "WALL_CHANGED_MEANWHILE" });
      const facts = { scenes: settings.scenes.map(({ kind }) => kind).join() };
      const subject = `device:${id}`;
      await appendAudit(tx, { ...actorOf(ctx), action: "wall.arranged", subject, territoryId, facts });
    });
    return {};
  });

/** Holds, pins or sends on what a screen shows; a pin is refused where somebody has set the list up since it was `seen`. */
const give = territoryProcedure("wall.steer")
  .input(wallInputSchema.extend({ given: wallOrderSchema }))
  .output(z.strictObject({}))
  .mutation(async ({ ctx, input: { id, given } }) => {
    const found = await inTransaction(ctx.db, (tx) => steerWall(tx, { ...ctx.scope, id, given }));
    if (found === "gone") throw toTrpcError({ code: "WALL_NOT_FOUND" });
    if (found === "changed") throw toTrpcError({ code: "WALL_CHANGED_MEANWHILE" });
    return {};
  });

/** Walls: what they show in turn, and what they are told. */
export const wallRouter = router({ own, list, pair, arrange, steer: give });
