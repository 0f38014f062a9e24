import { expect, test } from "vitest";
import { phoneSecretFor } from "../src/access/phone-secret.ts";

const SALT = "a".repeat(32);

test("T50 the secret of a phone is the same for its person and salt, and another for whoever else asks, for another phone and at another house", () => {
  const own = phoneSecretFor("house", { personId: "bai", salt: SALT });
  expect(own).toMatch(/^[\w-]{43}$/);
  expect(phoneSecretFor("house", { personId: "bai", salt: SALT })).toBe(own);
  const others = [
    phoneSecretFor("house", { personId: "lu", salt: SALT }),
    phoneSecretFor("house", { personId: "bai", salt: "b".repeat(32) }),
    phoneSecretFor("another", { personId: "bai", salt: SALT }),
  ];
  expect(new Set([own, ...others]).size).toBe(4);
});
