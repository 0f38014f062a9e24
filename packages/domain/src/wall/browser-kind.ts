/** As much as every log keeps of a name when the versions are gone. */
const TELLING = 100;

/** What a browser calls itself, without its versions: those change under a sign-in when the browser is updated. */
export const browserKind = (userAgent: string | null): string =>
  (userAgent ?? "").replaceAll(/[\d._]+/g, "").slice(0, TELLING);
