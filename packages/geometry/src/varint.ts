/** Writes whole numbers with seven bits a byte, the lowest first: small ones take one byte. */
export type VarintWriter = {
  /** A whole number from 0 up. */
  unsigned: (value: number) => void;
  /** Any whole number; small ones of either sign stay short. */
  signed: (value: number) => void;
  /** Bytes as they are. */
  bytes: (value: Uint8Array) => void;
  finish: () => Uint8Array<ArrayBuffer>;
};

/** Signs go into the lowest bit: 0, -1, 1, -2 … become 0, 1, 2, 3 … */
export const toZigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);

/** The inverse of `toZigzag`. */
export const fromZigzag = (value: number): number => (value % 2 === 0 ? value / 2 : -(value + 1) / 2);

/** `toZigzag` of a difference between two numbers of 32 bits, which may wrap around; `fromZigzag32` undoes it. */
export const toZigzag32 = (value: number): number => ((value << 1) ^ ((value | 0) >> 31)) >>> 0;

/** The inverse of `toZigzag32`: added to the first of the two numbers, by 32 bits, it gives the second. */
export const fromZigzag32 = (value: number): number => (value >>> 1) ^ -(value & 1);

/** Starts an empty buffer that grows as it is written. */
export function createVarintWriter(): VarintWriter {
  let buffer = new Uint8Array(1024);
  let size = 0;
  const reserve = (more: number): void => {
    if (size + more <= buffer.length) return;
    const grown = new Uint8Array(Math.max(2 * buffer.length, size + more));
    grown.set(buffer);
    buffer = grown;
  };
  const unsigned = (value: number): void => {
    reserve(8); // 53 bits
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) buffer[size++] = (rest % 0x80) + 0x80;
    buffer[size++] = rest;
  };
  return {
    unsigned,
    signed: (value) => unsigned(toZigzag(value)),
    bytes(value) {
      reserve(value.length);
      buffer.set(value, size);
      size += value.length;
    },
    finish: () => buffer.slice(0, size),
  };
}

/** Reads what a `VarintWriter` wrote; throws at the end of the bytes. */
export type VarintReader = {
  unsigned(): number;
  signed(): number;
  /** Fills an array with numbers below 2^32; several times as fast as one by one. */
  readInto: (values: Uint32Array) => void;
  bytes(length: number): Uint8Array;
  /** How many bytes are left. */
  left(): number;
};

/** Starts at the first byte. */
export function createVarintReader(source: Uint8Array): VarintReader {
  let at = 0;
  const unsigned = (): number => {
    const first = source[at];
    if (first !== undefined && first < 0x80) {
      at++;
      return first;
    }
    let value = 0;
    let weight = 1;
    for (;;) {
      const byte = source[at++];
      if (byte === undefined) throw new RangeError(`a number is cut off at byte ${source.length}`);
      if (weight > 2 ** 49) throw new RangeError(`a number at byte ${at - 1} is too long`);
      value += (byte & 0x7f) * weight;
      if (byte < 0x80) return value;
      weight *= 0x80;
    }
  };
  return {
    unsigned,
    signed: () => fromZigzag(unsigned()),
    readInto(values) {
      let next = at; // a local variable stays in a register, the closure's does not
      for (let i = 0; i < values.length; i++) {
        let byte = source[next++]!; // undefined behind the end, which is found out below
        let value = byte & 0x7f;
        for (let shift = 7; byte >= 0x80; shift += 7) {
          byte = source[next++]!; // as above
          if (shift > 28 || (shift === 28 && byte > 0x0f))
            throw new RangeError(`the number before byte ${next} does not fit 32 bits`);
          value |= (byte & 0x7f) << shift;
        }
        values[i] = value;
      }
      if (next > source.length) throw new RangeError(`a number is cut off at byte ${source.length}`);
      at = next;
    },
    bytes(length) {
      if (length > source.length - at) throw new RangeError(`${length} bytes are cut off at byte ${at}`);
      return source.subarray(at, (at += length));
    },
    left: () => source.length - at,
  };
}
