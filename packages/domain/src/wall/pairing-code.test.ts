import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { PAIRING_CODE_BYTES, parsePairingCode, toPairingCode } from "./pairing-code.ts";

const bytes = fc.uint8Array({ minLength: PAIRING_CODE_BYTES, maxLength: PAIRING_CODE_BYTES });

test("a code is read back as it was shown, in small letters, with blanks, without its dash or in full-width signs", () => {
  fc.assert(
    fc.property(bytes, (given) => {
      const code = toPairingCode(given);
      const wide = Array.from(code, (sign) =>
        sign === "-" ? "－" : String.fromCharCode(sign.charCodeAt(0) + 0xfee0),
      );
      for (const typed of [
        code,
        code.toLowerCase(),
        code.replace("-", ""),
        ` ${code.replace("-", " ")} `,
        wide.join(""),
      ])
        expect(parsePairingCode(typed)).toBe(code);
    }),
    { seed: 41 },
  );
});

test("no code holds a sign that is mistaken for another", () => {
  const codes = Array.from({ length: 2000 }, () => toPairingCode(randomBytes(PAIRING_CODE_BYTES))).join("");
  expect(codes).not.toMatch(/[0O1IL2Z5S8BUV]/);
});

test.each(["", "ACDE-FGH", "ACDE-FGHJK", "ACDE-FGH0", "ACDE-FGHÄ", "🙂🙂🙂🙂"])(
  "%j cannot be a code",
  (text) => {
    expect(parsePairingCode(text)).toBeNull();
  },
);

test("a code needs its random bytes", () => {
  expect(() => toPairingCode(new Uint8Array(PAIRING_CODE_BYTES - 1))).toThrow("16 bytes");
});
