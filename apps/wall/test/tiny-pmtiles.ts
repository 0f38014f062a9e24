/** A PMTiles archive (version 3) of one vector tile for the whole world: all of it is the layer `earth`. */
export function tinyPmtiles(): Buffer {
  const tile = earthTile();
  const directory = Buffer.from([1, 0, 1, ...varint(tile.length), 1]); // one entry: id 0, run 1, length, offset + 1
  const metadata = Buffer.from(JSON.stringify({ vector_layers: [{ id: "earth", fields: {} }] }));
  const header = Buffer.alloc(127);
  header.write("PMTiles", 0, "ascii");
  header[7] = 3;
  const directoryAt = header.length;
  const metadataAt = directoryAt + directory.length;
  const tileAt = metadataAt + metadata.length;
  const numbers = [
    directoryAt,
    directory.length,
    metadataAt,
    metadata.length,
    tileAt,
    0,
    tileAt,
    tile.length,
    1,
    1,
    1,
  ];
  numbers.forEach((number, i) => header.writeBigUInt64LE(BigInt(number), 8 + i * 8));
  header.set([1, 1, 1, 1, 0, 0], 96); // clustered, nothing compressed, vector tiles, zoom 0 to 0
  [-180, -85, 180, 85].forEach((degrees, i) => header.writeInt32LE(degrees * 1e7, 102 + i * 4));
  return Buffer.concat([header, directory, metadata, tile]);
}

/** A Mapbox vector tile with one polygon over all of its 4096 by 4096 units. */
function earthTile(): Buffer {
  const [moveTo, lineTo, close] = [9, 26, 15]; // command and count in one number
  const zigzag = (value: number): number => (value << 1) ^ (value >> 31);
  const steps = [
    [4096, 0],
    [0, 4096],
    [-4096, 0],
  ]
    .flat()
    .map(zigzag);
  const geometry = [moveTo, 0, 0, lineTo, ...steps, close].flatMap(varint);
  const feature = [...field(3, 0), 3, ...bytes(4, geometry)]; // type 3 = polygon
  const layer = [
    ...bytes(1, [...Buffer.from("earth")]),
    ...bytes(2, feature),
    ...field(5, 0),
    ...varint(4096),
    ...field(15, 0),
    2,
  ];
  return Buffer.from(bytes(3, layer));
}

const field = (number: number, type: number): number[] => varint((number << 3) | type);

const bytes = (number: number, content: readonly number[]): number[] => [
  ...field(number, 2),
  ...varint(content.length),
  ...content,
];

function varint(value: number): number[] {
  const parts: number[] = [];
  let rest = value >>> 0;
  while (rest > 127) {
    parts.push((rest & 127) | 128);
    rest >>>= 7;
  }
  return [...parts, rest];
}
