import { passwordSchema, shownNameSchema, personSchema, ROLES, usernameSchema } from "@getu/domain";
import { formerGridSchema } from "@getu/domain/redraw";
import {
  appendAudit,
  findPerson,
  insertGrant,
  insertPerson,
  inTransaction,
  hashSecret,
  listFormerGrids,
  setInvited,
  setPassword,
  useInvitation,
  usePasswordLink,
} from "@getu/store";
import { z } from "zod";
import type { Context } from "../context.ts";
import { toTrpcError } from "../failure.ts";
import { procedure, router } from "../procedure.ts";
import { ownId } from "./actor.ts";

const accountSchema = z.strictObject({
  /** Null = nobody has signed in. */
  person: personSchema.omit({ grants: true }).nullable(),
  /** True when the office's own directory signs people in too. */
  hasDirectory: z.boolean(),
  /** What the caller may do, and where; the grids as paths. */
  grants: z.array(
    z.strictObject({
      role: z.enum(ROLES),
      territoryId: z.union([z.int().positive(), z.literal("all")]),
      gridPath: z.string(),
    }),
  ),
});

/** Who asks, and what they may do. */
const get = procedure("account.begin")
  .input(z.strictObject({}).optional())
  .output(accountSchema)
  .query(async ({ ctx: { viewer, db, hasDirectory } }) => {
    const found = viewer.caller.kind === "person" ? await findPerson(db, viewer.caller.id) : null;
    if (!found) return { person: null, hasDirectory, grants: [...viewer.grants] };
    const { grants: _, ...person } = found;
    return { person, hasDirectory, grants: [...viewer.grants] };
  });

/** Grids that went with a redraw while the caller held a role on them: none of it is left to read them by. */
const formerGrids = procedure("account.own")
  .input(z.strictObject({}).optional())
  .output(z.array(formerGridSchema))
  .query(({ ctx }) => listFormerGrids(ctx.db, ownId(ctx)));

/**
 * The secret that the caller's entries on a phone are sealed by: whoever else signs in there is told another, and opens
 * nothing of theirs.
 */
const phoneSecret = procedure("account.own")
  .input(z.strictObject({ salt: z.string().regex(/^[0-9a-f]{32}$/) }))
  .output(z.strictObject({ secret: z.string() }))
  .mutation(({ ctx, input: { salt } }) => ({ secret: ctx.phoneSecretOf({ personId: ownId(ctx), salt }) }));

const joinSchema = z.strictObject({
  token: z.string().min(20).max(100),
  username: usernameSchema,
  name: shownNameSchema,
  password: passwordSchema,
});

type Joining = z.infer<typeof joinSchema>;

/** All or nothing: a name that is taken leaves the invitation unused. */
async function makeAccount(ctx: Context, { token, username, name, password }: Joining): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const offer = await useInvitation(tx, hashSecret(token));
    if (!offer) throw toTrpcError({ code: "INVITATION_INVALID" });
    const passwordHash = await ctx.hashPassword(password); // costly on purpose: only for who holds an invitation
    const personId = await insertPerson(tx, { username, name, passwordHash, isMadeUp: false });
    if (personId === null) throw toTrpcError({ code: "USERNAME_TAKEN" });
    const { id, role, territoryId, gridId, createdBy } = offer;
    await setInvited(tx, { id, personId });
    await insertGrant(tx, { personId, role, territoryId, gridId, grantedBy: createdBy });
    const facts = { invitedBy: createdBy, role, gridId };
    const subject = `person:${personId}`;
    await appendAudit(tx, {
      actor: subject,
      action: "person.joined",
      subject,
      territoryId,
      facts,
      address: ctx.address,
    });
  });
}

/** Makes an account by an invitation, which is used up; the account holds the role it was made for. */
const join = procedure("account.begin")
  .input(joinSchema)
  .output(z.strictObject({}))
  .mutation(async ({ ctx, input }) => {
    await makeAccount(ctx, input);
    return {};
  });

/** Sets the password of the account that a link was made for; the link is used up, and other sign-ins end. */
const setOwnPassword = procedure("account.begin")
  .input(joinSchema.pick({ token: true, password: true }))
  .output(z.strictObject({ username: z.string() }))
  .mutation(({ ctx, input: { token, password } }) =>
    inTransaction(ctx.db, async (tx) => {
      const found = await usePasswordLink(tx, hashSecret(token));
      if (!found) throw toTrpcError({ code: "INVITATION_INVALID" });
      const { personId, username } = found;
      await setPassword(tx, { personId, passwordHash: await ctx.hashPassword(password) });
      const subject = `person:${personId}`;
      await appendAudit(tx, { actor: subject, action: "password.set", subject, address: ctx.address });
      return { username };
    }),
  );

/** The caller's own account, and the ways to one. */
export const accountRouter = router({ get, formerGrids, phoneSecret, join, setPassword: setOwnPassword });
