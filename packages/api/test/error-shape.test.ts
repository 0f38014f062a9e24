import { TRPCError } from "@trpc/server";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { failureOf, isDatabaseAway, toErrorShape, toTrpcError } from "../src/index.ts";

const withCode = (code: string) => Object.assign(new Error("secret detail"), { code });

describe("what a caller sees of an error", () => {
  test("a failure travels with its facts and its code", () => {
    const error = toTrpcError({ code: "INCIDENT_NOT_FOUND", territoryId: 1, incidentId: 7 });
    expect(failureOf(error)).toEqual({ code: "INCIDENT_NOT_FOUND", territoryId: 1, incidentId: 7 });
    expect(toErrorShape(error)).toEqual({
      message: "INCIDENT_NOT_FOUND",
      code: -32004,
      data: {
        code: "NOT_FOUND",
        httpStatus: 404,
        failure: { code: "INCIDENT_NOT_FOUND", territoryId: 1, incidentId: 7 },
      },
    });
  });

  test("of a bug, that there was one, and nothing of its words", () => {
    const cause = new Error('SELECT * FROM incident WHERE summary = "private"');
    const shape = toErrorShape(
      new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause, message: cause.message }),
    );
    expect(shape).toEqual({
      message: "INTERNAL_SERVER_ERROR",
      code: -32603,
      data: { code: "INTERNAL_SERVER_ERROR", httpStatus: 500, failure: null },
    });
  });

  test("of a bad input, where and why, at most 20 of them", () => {
    const schema = z.strictObject({ names: z.array(z.string()) });
    const cause = schema.safeParse({ names: Array.from({ length: 500 }, () => 1) }).error;
    const { failure } = toErrorShape(new TRPCError({ code: "BAD_REQUEST", cause })).data;
    if (failure?.code !== "INPUT_INVALID") throw new Error("expected INPUT_INVALID");
    expect(failure.problems).toHaveLength(20);
    expect(failure.problems[3]).toEqual({
      path: "names.3",
      message: expect.stringContaining("string") as unknown,
    });
  });

  test("an output of ours that breaks its own schema is our fault, not the caller's", () => {
    const cause = z.string().safeParse(1).error;
    expect(toErrorShape(new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause })).data.httpStatus).toBe(500);
  });
});

describe("a database that is away is told from a bug", () => {
  test.each(["ECONNREFUSED", "ECONNRESET", "57P01", "57P03", "57014", "55P03", "08006", "53300", "P1001"])(
    "%s, also deep inside",
    (code) => {
      const wrapped = new Error("query failed", { cause: new Error("adapter", { cause: withCode(code) }) });
      expect(isDatabaseAway(wrapped)).toBe(true);
      const { data } = toErrorShape(new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause: wrapped }));
      expect(data).toMatchObject({ httpStatus: 503, failure: { code: "DATABASE_UNAVAILABLE" } });
    },
  );

  test.each(["23505", "42P01", "22008", "P2002", "EACCES"])("%s is no such thing", (code) => {
    expect(isDatabaseAway(withCode(code))).toBe(false);
  });

  test("causes that go in a circle end", () => {
    const error = new Error("round");
    error.cause = error;
    expect(isDatabaseAway(error)).toBe(false);
  });
});
