import type { FastifyHelmetOptions } from "@fastify/helmet";
import type { BasemapSource } from "@getu/domain";

/** The one foreign origin that the operator named for the basemap; empty = none. */
function basemapOrigins(basemap: BasemapSource): string[] {
  if (basemap.kind === "own" || !URL.canParse(basemap.url)) return [];
  return [new URL(basemap.url).origin];
}

/** A page that loads nothing from elsewhere, except the basemap's origin when the operator named one. */
export function securityHeaders(basemap: BasemapSource): FastifyHelmetOptions {
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
    // Whether the address is reached over TLS is the proxy's to say.
    strictTransportSecurity: false,
    referrerPolicy: { policy: "no-referrer" },
  };
}
