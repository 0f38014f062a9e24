import { PUBLIC_CHANNELS } from "@getu/domain";
import type { PublicChannel } from "@getu/domain";
import { LANGUAGES } from "@getu/ui";
import type { Language } from "@getu/ui";

/** How somebody came to the page: printed codes by a mailbox or at a meeting carry their channel. */
export type Visit = { channel: PublicChannel; language: Language; page: "report" | "follow" };

/** Reads `/report?via=mailbox&lang=en#follow`; whatever is unknown is as if it were not there. */
export function readVisit({ search, hash }: Pick<Location, "search" | "hash">): Visit {
  const query = new URLSearchParams(search);
  return {
    channel: PUBLIC_CHANNELS.find((channel) => channel === query.get("via")) ?? PUBLIC_CHANNELS[0],
    language: LANGUAGES.find((language) => language === query.get("lang")) ?? LANGUAGES[0],
    page: hash === "#follow" ? "follow" : "report",
  };
}
