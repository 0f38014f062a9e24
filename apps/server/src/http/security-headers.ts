import type { FastifyHelmetOptions } from "@fastify/helmet";
import type { BasemapSource } from "@getu/domain";

/** The one foreign origin that the operator named for the basemap; empty = none. */
function basemapOrigins(basemap: BasemapSource): string[] {
  if (basemap.kind === "own" || !URL.canParse(basemap.url)) return [];
  return [new URL(basemap.url).origin];
}

const YEAR_SECONDS = 365 * 24 * 3600;

/** True where people reach the server over TLS: whoever has done so once shall never be led to do it without. */
const isOverTls = (publicUrl: string): boolean => publicUrl.startsWith("https:");

/** A page that loads nothing from elsewhere, except the basemap's origin when the operator named one. */
export function securityHeaders(basemap: BasemapSource, publicUrl: string): FastifyHelmetOptions {
  const map = basemapOrigins(basemap);
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        workerSrc: ["'self'"],
        connectSrc: ["'self'", ...map],
        imgSrc: ["'self'", "data:", "blob:", ...map],
        styleSrc: ["'self'", "'unsafe-inline'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
      },
    },
    strictTransportSecurity: isOverTls(publicUrl)
      ? { maxAge: YEAR_SECONDS, includeSubDomains: false }
      : false,
    referrerPolicy: { policy: "no-referrer" },
  };
}

/** The headers of an answer that is no page, for what is refused before there is a request. */
export const bareHeaders = (publicUrl: string): Readonly<Record<string, string>> => ({
  "content-security-policy": "default-src 'none';frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  ...(isOverTls(publicUrl) && { "strict-transport-security": `max-age=${YEAR_SECONDS}` }),
});
