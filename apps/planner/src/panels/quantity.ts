const SQUARE_METRES_PER_HECTARE = 10_000;

/** An area in hectares, with as many digits as tell something. */
export function hectares(squareMetres: number): string {
  const value = squareMetres / SQUARE_METRES_PER_HECTARE;
  return value.toFixed(Math.abs(value) < 10 ? 2 : 1);
}

/** A small area in square metres. */
export const squareMetreText = (squareMetres: number): string =>
  `${squareMetres.toFixed(squareMetres < 10 ? 1 : 0)} m²`;

/** A change with its sign; a change that rounds to nothing has none. */
export function signed(text: string): string {
  if (Number(text) === 0) return "0";
  return text.startsWith("-") ? `−${text.slice(1)}` : `+${text}`;
}

type Told = { readonly write: (value: number) => string; readonly isEstimate: boolean };

/** A number as it is told: — for one that nobody knows, ≈ before an estimate. */
export const tellNumber = (value: number | null, { write, isEstimate }: Told): string =>
  value === null ? "—" : `${isEstimate ? "≈" : ""}${write(value)}`;
