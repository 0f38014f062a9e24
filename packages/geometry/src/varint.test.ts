import fc from "fast-check";
import { expect, test } from "vitest";
import { createVarintReader, createVarintWriter, fromZigzag, toZigzag } from "./varint.ts";

const unsigned = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.maxSafeNat());
const signed = fc.oneof(
  fc.integer({ min: -200, max: 200 }),
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
);

test("numbers come back as they went in, of either sign and up to 53 bits", () => {
  fc.assert(
    fc.property(fc.array(unsigned, { maxLength: 600 }), fc.array(signed), (plain, signs) => {
      const out = createVarintWriter();
      for (const value of plain) out.unsigned(value);
      for (const value of signs) out.signed(value);
      const file = createVarintReader(out.finish());
      expect(plain.map(() => file.unsigned())).toEqual(plain);
      expect(signs.map(() => file.signed())).toEqual(signs);
      expect(file.left()).toBe(0);
    }),
    { seed: 41 },
  );
});

test("a number below 128 takes one byte, and a sign costs one bit", () => {
  const sizeOf = (write: (out: ReturnType<typeof createVarintWriter>) => void): number => {
    const out = createVarintWriter();
    write(out);
    return out.finish().length;
  };
  expect(sizeOf((out) => out.unsigned(127))).toBe(1);
  expect(sizeOf((out) => out.unsigned(128))).toBe(2);
  expect(sizeOf((out) => out.signed(-64))).toBe(1);
  expect(sizeOf((out) => out.signed(64))).toBe(2);
  expect([0, -1, 1, -2].map(toZigzag)).toEqual([0, 1, 2, 3]);
  expect([0, 1, 2, 3].map(fromZigzag)).toEqual([0, -1, 1, -2]);
});

test("an array is filled with the numbers that come one by one as well", () => {
  const whole = fc.array(
    fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 2 ** 32 - 1 })),
  );
  fc.assert(
    fc.property(whole, (values) => {
      const out = createVarintWriter();
      for (const value of values) out.unsigned(value);
      const filled = new Uint32Array(values.length);
      const file = createVarintReader(out.finish());
      file.readInto(filled);
      expect([...filled]).toEqual(values);
      expect(file.left()).toBe(0);
    }),
    { seed: 42 },
  );
});

test("bytes that end too early or never end are refused", () => {
  expect(() => createVarintReader(Uint8Array.of()).unsigned()).toThrow("cut off");
  expect(() => createVarintReader(Uint8Array.of(0x80, 0x80)).unsigned()).toThrow("cut off at byte 2");
  expect(() => createVarintReader(new Uint8Array(20).fill(0xff)).unsigned()).toThrow("too long");
  expect(() => createVarintReader(Uint8Array.of(1)).readInto(new Uint32Array(2))).toThrow("cut off");
  expect(() => createVarintReader(Uint8Array.of(1)).bytes(2)).toThrow("2 bytes are cut off");
  const out = createVarintWriter();
  out.unsigned(2 ** 32);
  expect(() => createVarintReader(out.finish()).readInto(new Uint32Array(1))).toThrow("does not fit 32 bits");
});
