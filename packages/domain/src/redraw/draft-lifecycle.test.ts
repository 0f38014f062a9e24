import { expect, test } from "vitest";
import { ROLES } from "../access/permissions.ts";
import { allowDraftAction, DRAFT_ACTIONS, DRAFT_STATES, listDraftActions } from "./draft-lifecycle.ts";
import type { DraftAction, DraftState } from "./draft-lifecycle.ts";

/**
 * What may be done, reviewed by hand: action, states it may be done in, state it leads to, roles. An action or a state
 * that is not here is refused. `p` planner, `a` administrator, `*` the house itself.
 */
const REVIEWED = `
edit       draft                                 draft       p
submit     draft                                 submitted   p
approve    submitted                             approved    a
reject     submitted                             rejected    a
schedule   approved scheduled                    scheduled   a
withdraw   submitted rejected                    draft       p
withdraw   approved scheduled                    draft       a
withdraw   draft                                 withdrawn   p
publish    scheduled                             in-force    *
return     scheduled                             draft       *
supersede  in-force                              superseded  *`;

const LETTERS: Readonly<Record<string, string>> = { p: "planner", a: "administrator", "*": "system" };

/** Where each action leads from each state, and who may; by hand. */
const EXPECTED = new Map(
  REVIEWED.trim()
    .split("\n")
    .flatMap((line) => {
      const words = line.split(/\s+/);
      const [action, to, letters = ""] = [words[0], words.at(-2), words.at(-1)];
      const roles = letters.split("").map((letter) => LETTERS[letter]!); // every letter is in the table
      return words.slice(1, -2).map((from) => [`${action} ${from}`, { to, roles }] as const);
    }),
);

const ACTORS = [...ROLES, "system"] as const;
const BOOLEANS = [true, false];

test("a draft goes from state to state as reviewed by hand, and every other action of every role is refused with the reason", () => {
  let allowed = 0;
  for (const action of DRAFT_ACTIONS)
    for (const state of DRAFT_STATES)
      for (const role of ACTORS)
        for (const isAuthor of BOOLEANS)
          for (const isOnlyOne of BOOLEANS) {
            const answer = allowDraftAction(action, state, { roles: [role], isAuthor, isOnlyOne });
            const expected = EXPECTED.get(`${action} ${state}`);
            if (!expected) expect(answer).toEqual({ code: "DRAFT_ACTION_NOT_POSSIBLE", action, state });
            else if (!expected.roles.includes(role))
              expect(answer).toEqual({
                code: "DRAFT_ACTION_NOT_YOURS",
                action,
                why: "role",
                roles: expected.roles,
              });
            else if (action === "approve" && isAuthor && !isOnlyOne)
              expect(answer).toEqual({ code: "DRAFT_ACTION_NOT_YOURS", action, why: "author" });
            else {
              expect(answer).toMatchObject({ action, to: expected.to });
              allowed += 1;
            }
          }
  expect(allowed).toBe(4 * 14 - 1);
});

test("every state is reached from a new draft, and only what is withdrawn or superseded is the end", () => {
  const reached = new Set<DraftState>(["draft"]);
  const everybody = { roles: [...ACTORS], isAuthor: false, isOnlyOne: false };
  const nextOf = (state: DraftState): DraftState[] =>
    listDraftActions(state, everybody).map((action: DraftAction) => {
      const row = allowDraftAction(action, state, everybody);
      if ("code" in row) throw new Error("listed and refused");
      return row.to;
    });
  for (const state of reached) for (const next of nextOf(state)) reached.add(next);
  expect([...reached].toSorted()).toEqual([...DRAFT_STATES].toSorted());
  expect(DRAFT_STATES.filter((state) => nextOf(state).length === 0)).toEqual(["superseded", "withdrawn"]);
});

test("what needs a comment, a day or a clean draft says so", () => {
  const needsOf = (action: DraftAction, state: DraftState) => {
    const row = allowDraftAction(action, state, { roles: [...ACTORS], isAuthor: false, isOnlyOne: false });
    return "code" in row ? null : row.needs;
  };
  expect(needsOf("submit", "draft")).toEqual(["no-error"]);
  expect(needsOf("approve", "submitted")).toEqual(["no-error"]);
  expect(needsOf("publish", "scheduled")).toEqual(["no-error"]);
  expect(needsOf("reject", "submitted")).toEqual(["comment"]);
  expect(needsOf("withdraw", "submitted")).toEqual([]);
  for (const state of ["approved", "scheduled"] as const)
    expect(needsOf("withdraw", state)).toEqual(["comment"]);
  expect(needsOf("schedule", "approved")).toEqual(["effective-date"]);
});
