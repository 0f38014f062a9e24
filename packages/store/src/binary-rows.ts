import { epochMsOf } from "@getu/domain";

/** Types of columns that rows can be written to. */
type ColumnType = "bigint" | "boolean" | "double precision" | "integer" | "jsonb" | "text" | "timestamptz";

/** One column of a bulk write and how a row gives its value; JSON is given as text, a time as ISO 8601. */
export type Column<Row> = { name: string; type: ColumnType; valueOf: (row: Row) => unknown };

/** PostgreSQL counts microseconds from the year 2000. */
const POSTGRES_EPOCH_MS = Date.UTC(2000, 0, 1);
const TWO_32 = 2 ** 32;
const JSONB_VERSION = 1;
const SIGNATURE = Buffer.from("PGCOPY\n\xff\r\n\0", "latin1");
/** No flags, no extension. */
const HEADER = Buffer.concat([SIGNATURE, Buffer.alloc(8)]);
const TRAILER = Buffer.from([0xff, 0xff]);
const NULL_LENGTH = -1;
const BYTES_OF_UTF16 = 3; // a UTF-16 unit never needs more in UTF-8
const FIRST_GUESS_BYTES_PER_ROW = 320;

/** Writes numbers without the checks of `Buffer`, which took as long as the writing. */
const viewOf = ({ buffer, byteOffset, length }: Buffer): DataView => new DataView(buffer, byteOffset, length);

/** Numbers and texts one after another in network order, in a buffer that grows. */
type BinaryWriter = ReturnType<typeof createBinaryWriter>;

function createBinaryWriter(expectedBytes: number) {
  let buffer = Buffer.allocUnsafe(expectedBytes);
  let view = viewOf(buffer);
  let at = 0;
  const demand = (bytes: number): void => {
    if (at + bytes <= buffer.length) return;
    const grown = Buffer.allocUnsafe(2 * (at + bytes));
    buffer.copy(grown, 0, 0, at);
    buffer = grown;
    view = viewOf(buffer);
  };
  const putInt32 = (value: number): void => {
    view.setInt32(at, value);
    at += 4;
  };
  const fixed = (length: number): void => {
    demand(4 + length);
    putInt32(length);
  };
  const int64 = (high: number, low: number): void => {
    fixed(8);
    putInt32(high);
    putInt32(low); // the same bits, whether they are a sign or not
  };
  return {
    bytes(given: Buffer) {
      demand(given.length);
      at += given.copy(buffer, at);
    },
    count(value: number) {
      demand(2);
      view.setInt16(at, value);
      at += 2;
    },
    nothing() {
      demand(4);
      putInt32(NULL_LENGTH);
    },
    int32(value: number) {
      if ((value | 0) !== value) throw new RangeError(`${value} is no integer of 32 bits`);
      fixed(4);
      putInt32(value);
    },
    /** Any whole number that JavaScript holds exactly. */
    int64(value: number) {
      if (!Number.isSafeInteger(value))
        throw new RangeError(`${value} is no whole number that is held exactly`);
      const high = Math.floor(value / TWO_32);
      int64(high, value - high * TWO_32);
    },
    /** A time in epoch milliseconds; as microseconds, as it is stored, JavaScript holds none after 2255 exactly. */
    time(epochMs: number) {
      const ms = epochMs - POSTGRES_EPOCH_MS;
      const high = Math.floor(ms / TWO_32);
      const rest = (ms - high * TWO_32) * 1000;
      int64(high * 1000 + Math.floor(rest / TWO_32), rest % TWO_32);
    },
    float64(value: number) {
      fixed(8);
      view.setFloat64(at, value);
      at += 8;
    },
    byte(value: number) {
      fixed(1);
      buffer[at++] = value;
    },
    /** `lead` stands before the text and counts as part of it. */
    text(value: string, lead?: number) {
      demand(5 + BYTES_OF_UTF16 * value.length);
      const start = at;
      at += 4;
      if (lead !== undefined) buffer[at++] = lead;
      at += writeText(buffer, value, at);
      view.setInt32(start, at - start - 4);
    },
    written: () => buffer.subarray(0, at),
  };
}

/** Codes and ids are short and ASCII: writing them here is four times as fast as calling out for each. */
const SHORT_TEXT = 48;

function writeText(buffer: Buffer, text: string, at: number): number {
  if (text.length > SHORT_TEXT) return buffer.write(text, at);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) return buffer.write(text, at);
    buffer[at + i] = unit;
  }
  return text.length;
}

const writers = {
  bigint: (out, value) => out.int64(Number(value)),
  boolean: (out, value) => out.byte(value === true ? 1 : 0),
  "double precision": (out, value) => out.float64(Number(value)),
  integer: (out, value) => out.int32(Number(value)),
  jsonb: (out, value) => out.text(String(value), JSONB_VERSION),
  text: (out, value) => out.text(String(value)),
  timestamptz: (out, value) => out.time(epochMsOf(String(value))),
} as const satisfies Record<ColumnType, (out: BinaryWriter, value: unknown) => void>;

/** The rows as COPY reads them in its binary format (PostgreSQL manual, COPY, "Binary Format"). */
export function toBinaryRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): Buffer {
  const out = createBinaryWriter(HEADER.length + FIRST_GUESS_BYTES_PER_ROW * rows.length);
  const fields = columns.map(({ type, valueOf }) => ({ write: writers[type], valueOf }));
  out.bytes(HEADER);
  for (const row of rows) {
    out.count(fields.length);
    for (const { write, valueOf } of fields) {
      const value = valueOf(row);
      if (value === null || value === undefined) out.nothing();
      else write(out, value);
    }
  }
  out.bytes(TRAILER);
  return out.written();
}
