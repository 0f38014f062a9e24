import fc from "fast-check";
import { expect, test } from "vitest";
import { CASE_CODE_BYTES, parseCaseCode, toCaseCode } from "./case-code.ts";

const codes = fc.uint8Array({ minLength: CASE_CODE_BYTES, maxLength: CASE_CODE_BYTES }).map(toCaseCode);
const SIGNS = Array.from("123456789ABCDEFGHJKMNPQRSTVWXYZ");
const SEED = { seed: 20_261_126 };

const changed = (code: string, place: number, sign: string): string =>
  code.slice(0, place) + sign + code.slice(place + 1);

test("a code is four groups of four signs that cannot be mistaken for each other", () => {
  fc.assert(
    fc.property(codes, (code) => {
      expect(code).toMatch(/^([1-9A-HJKMNP-TV-Z]{4}-){3}[1-9A-HJKMNP-TV-Z]{4}$/);
    }),
    SEED,
  );
});

test("a code is read as people type it", () => {
  fc.assert(
    fc.property(codes, (code) => {
      const typed = [code, code.toLowerCase(), code.replaceAll("-", ""), ` ${code.replaceAll("-", " ")} `];
      expect(typed.map(parseCaseCode)).toEqual(typed.map(() => code));
      expect(parseCaseCode(code.replaceAll("1", "I"))).toBe(code);
      expect(parseCaseCode(code.replaceAll("1", "l"))).toBe(code);
    }),
    SEED,
  );
});

test("every single wrong sign is noticed", () => {
  fc.assert(
    fc.property(codes, (code) => {
      for (let place = 0; place < code.length; place += 1) {
        if (code[place] === "-") continue;
        for (const sign of SIGNS)
          if (sign !== code[place]) expect(parseCaseCode(changed(code, place, sign))).toBeNull();
      }
    }),
    { ...SEED, numRuns: 20 },
  );
});

test("two neighbours in the wrong order are noticed", () => {
  fc.assert(
    fc.property(codes, (code) => {
      const signs = code.replaceAll("-", "");
      for (let place = 0; place + 1 < signs.length; place += 1) {
        const [one, two] = [signs[place]!, signs[place + 1]!]; // place + 1 lies inside
        const swapped = signs.slice(0, place) + two + one + signs.slice(place + 2);
        if (one !== two) expect(parseCaseCode(swapped)).toBeNull();
      }
    }),
    SEED,
  );
});

test("what is too short, too long or of other signs is no code", () => {
  const texts = ["", "0000-0000-0000-0000", "1234", "x".repeat(10_000), "ABCD-EFGH-JKMN-PQRSU"];
  expect(texts.map(parseCaseCode)).toEqual(texts.map(() => null));
});

test("every sign comes equally often", () => {
  const counts = new Map<string, number>();
  for (let n = 0; n < 65_536; n += 8) {
    const bytes = new Uint8Array(CASE_CODE_BYTES).fill(0);
    new DataView(bytes.buffer).setUint16(0, n);
    const sign = toCaseCode(bytes)[0]!; // a code is never empty
    counts.set(sign, (counts.get(sign) ?? 0) + 1);
  }
  const times = [...counts.values()];
  expect(counts.size).toBe(31);
  expect(Math.max(...times) - Math.min(...times)).toBeLessThanOrEqual(2);
});
