import { createHash } from "node:crypto";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { cleanPhoto, MOST_PHOTO_BYTES, PhotoRefused } from "../src/index.ts";
import { claimingPng, movingGif, withChunks, withSegments } from "./planted.ts";

async function* streamOf(...chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

const clean = (bytes: Buffer) => cleanPhoto(streamOf(bytes));

/** The refusal, or the picture where none came. */
const refusalOf = (bytes: Buffer): Promise<unknown> =>
  clean(bytes).catch((error: unknown) => {
    if (error instanceof PhotoRefused) return error.refusal;
    throw error;
  });

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 90, g: 140, b: 70 } } });

/** A landscape whose four quarters have four colours, so that its top can be told. */
const quarters = () =>
  sharp({ create: { width: 80, height: 40, channels: 3, background: "#ff0000" } }).composite([
    { input: { create: { width: 40, height: 20, channels: 3, background: "#00ff00" } }, left: 40, top: 0 },
    { input: { create: { width: 40, height: 20, channels: 3, background: "#0000ff" } }, left: 0, top: 20 },
    { input: { create: { width: 40, height: 20, channels: 3, background: "#ffffff" } }, left: 40, top: 20 },
  ]);

const MARKERS = Array.from({ length: 20 }, (_, i) => `PLANTED-${String(i + 1).padStart(2, "0")}-MARK`);
const mark = (number: number): string => MARKERS[number - 1]!;

const planted = async (): Promise<Record<string, Buffer>> => {
  const jpeg = await plain(60, 40)
    .withExif({
      IFD0: { Make: mark(1), Model: mark(2), Artist: mark(3), Copyright: mark(4), Software: mark(5) },
      IFD2: { UserComment: mark(6), BodySerialNumber: mark(7), LensModel: mark(8) },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "39/1 54/1 0/1", GPSMapDatum: mark(9) },
    })
    .withXmp(
      `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="${mark(10)}"/></rdf:RDF></x:xmpmeta>`,
    )
    .jpeg()
    .toBuffer();
  const iptc = `Photoshop 3.0\0 8BIM\x04\x04\0\0\0\0\0\x12\x1c\x02\x50\0\x0f${mark(11)}`;
  const icc = `ICC_PROFILE\0\x01\x01${mark(12)}`;
  const png = withChunks(await plain(60, 40).png().toBuffer(), [
    ["tEXt", `Author\0${mark(15)}`],
    ["iTXt", `Comment\0\0\0\0\0${mark(16)}`],
    ["eXIf", `MM\0*${mark(17)}`],
    ["tIME", mark(18)],
  ]);
  const webp = await plain(60, 40)
    .withExif({ IFD0: { Artist: mark(19) } })
    .webp()
    .toBuffer();
  return {
    jpeg: Buffer.concat([
      withSegments(jpeg, [
        [0xed, iptc],
        [0xe2, icc],
        [0xfe, mark(13)],
        [0xe5, mark(14)],
      ]),
      Buffer.from(mark(20)),
    ]),
    png,
    webp,
  };
};

test("T44 none of 20 planted markers (EXIF, GPS, XMP, IPTC, ICC, comments, PNG texts, appended bytes) is left", async () => {
  const files = await planted();
  const before = Buffer.concat(Object.values(files)).toString("latin1");
  expect(MARKERS.filter((marker) => before.includes(marker))).toEqual(MARKERS);
  for (const file of Object.values(files)) {
    const { bytes, thumbnail } = await clean(file);
    const after = Buffer.concat([bytes, thumbnail.bytes]).toString("latin1");
    expect(MARKERS.filter((marker) => after.includes(marker))).toEqual([]);
    expect(after).not.toMatch(/PLANTED|Exif|xmpmeta|8BIM|ICC_PROFILE/);
    const { exif, xmp, iptc, icc, orientation } = await sharp(bytes).metadata();
    expect([exif, xmp, iptc, icc, orientation]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  }
});

test("a photo is kept as JPEG of at most 2,560 pixels with a thumbnail of 480, and never made larger", async () => {
  const large = await clean(await plain(4000, 3000).jpeg().toBuffer());
  expect([large.width, large.height]).toEqual([2560, 1920]);
  expect([large.thumbnail.width, large.thumbnail.height]).toEqual([480, 360]);
  expect(large.sha256).toBe(createHash("sha256").update(large.bytes).digest("hex"));
  const small = await clean(await plain(300, 200).png().toBuffer());
  expect([small.width, small.height, small.thumbnail.width]).toEqual([300, 200, 300]);
  for (const { bytes } of [large, large.thumbnail, small]) {
    expect((await sharp(bytes).metadata()).format).toBe("jpeg");
  }
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  "T25 a photo with EXIF orientation %i stands upright",
  async (orientation) => {
    const file = await quarters().withMetadata({ orientation }).png().toBuffer();
    const { bytes } = await clean(file);
    const upright = await sharp(file).autoOrient().raw().toBuffer({ resolveWithObject: true });
    const kept = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    expect([kept.info.width, kept.info.height]).toEqual([upright.info.width, upright.info.height]);
    expect(kept.info.width).toBe(orientation < 5 ? 80 : 40);
    const middle = ({ data, info }: typeof kept, x: number, y: number) =>
      [0, 1, 2].map(
        (c) => data[(Math.floor(info.height * y) * info.width + Math.floor(info.width * x)) * 3 + c]! > 127,
      );
    for (const [x, y] of [
      [0.2, 0.2],
      [0.8, 0.2],
      [0.2, 0.8],
      [0.8, 0.8],
    ] as const) {
      expect(middle(kept, x, y)).toEqual(middle(upright, x, y));
    }
  },
);

describe("T25 what is no photo is refused by a code", () => {
  const SVG = `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><script>alert(1)</script><foreignObject/><image href="http://127.0.0.1:9/x.png"/></svg>`;

  test.each([
    ["SVG with script, foreignObject and an outer reference", Buffer.from(SVG), "svg"],
    ["a GIF of 10,000 frames", movingGif(10_000), "gif"],
    ["HEIC", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0heicmif1", "latin1"), "heic"],
    ["PDF", Buffer.from("%PDF-1.7"), "pdf"],
    ["HTML", Buffer.from("<!doctype html><script>alert(1)</script>"), null],
    ["nothing", Buffer.alloc(0), null],
  ])("%s", async (_what, bytes, found) => {
    expect(await refusalOf(bytes)).toEqual({ code: "PHOTO_TYPE_REFUSED", found });
  });

  test("a PNG of 50,000 × 50,000 is refused by its header, before a pixel is decoded", async () => {
    expect(await refusalOf(claimingPng(50_000, 50_000))).toEqual({
      code: "PHOTO_TOO_MANY_PIXELS",
      mostPixels: 50_000_000,
    });
  });

  test("50 megapixels are taken, one row more is not", async () => {
    const flat = (height: number) => plain(10_000, height).png({ compressionLevel: 1 }).toBuffer();
    expect(await refusalOf(await flat(5001))).toMatchObject({ code: "PHOTO_TOO_MANY_PIXELS" });
    expect(await refusalOf(await flat(5000))).toMatchObject({ width: 2560, height: 1280 });
  });

  test("a file cut off anywhere is damaged, not half a picture", async () => {
    const noise = await sharp({
      create: {
        width: 300,
        height: 300,
        channels: 3,
        noise: { type: "gaussian", mean: 128, sigma: 60 },
        background: "#000",
      },
    })
      .toFormat("jpeg")
      .toBuffer();
    for (const share of [0.1, 0.3, 0.5, 0.7, 0.9, 0.98]) {
      expect(await refusalOf(noise.subarray(0, Math.floor(noise.length * share)))).toEqual({
        code: "PHOTO_DAMAGED",
      });
    }
    const png = await sharp(noise).png().toBuffer();
    expect(await refusalOf(png.subarray(0, png.length / 2))).toEqual({ code: "PHOTO_DAMAGED" });
  });

  test("more than 20 MB are not read to their end", async () => {
    let sent = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        sent += 1_000_000;
        yield Buffer.alloc(1_000_000, 0xff);
      }
    }
    await expect(cleanPhoto(endless())).rejects.toMatchObject({
      refusal: { code: "PHOTO_TOO_LARGE", mostBytes: MOST_PHOTO_BYTES },
    });
    expect(sent).toBeLessThanOrEqual(MOST_PHOTO_BYTES + 1_000_000);
  });
});

test("T25 a JPEG that is HTML as well keeps nothing of the HTML", async () => {
  const jpeg = await plain(60, 40).jpeg().toBuffer();
  const markup = "<html><body onload=alert(document.domain)>";
  const polyglot = Buffer.concat([withSegments(jpeg, [[0xfe, markup]]), Buffer.from(markup)]);
  const { bytes, width } = await clean(polyglot);
  expect(width).toBe(60);
  expect(bytes.toString("latin1")).not.toMatch(/html|onload|alert/i);
});
