import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { buildPushPayload } from "@block65/webcrypto-web-push";
import type { PushCall } from "@getu/domain";
import type { PushAddress } from "@getu/store";
import { isPushAddress } from "./push-address.ts";
import { publicLookup } from "./public-network.ts";
import { publicKeyOf } from "./push-key.ts";

/** What calls are signed with, whom push services may turn to, and hosts of push services in one's own network. */
export type PushSettings = { privateKey: string; contact: string; hosts: readonly string[] };

/** What became of a call: `gone` = the phone is not to be reached at this address any more. */
export type PushOutcome = "taken" | "gone" | "not-taken";

const ANSWER_WITHIN_MS = 10_000;
/** A call that has not arrived by then is not news any more: the page tells it better. */
const LIFE_SECONDS = 12 * 3600;
/** A call that waits for a phone is replaced by the next. */
const TOPIC = "work";

/** Calls a phone, by the protocol of push services (RFC 8030), sealed so that only the phone can read it (RFC 8291). */
export async function sendPush(
  push: PushAddress,
  call: PushCall,
  settings: PushSettings,
): Promise<PushOutcome> {
  const { endpoint } = push;
  const { hosts } = settings;
  if (!isPushAddress(endpoint, hosts)) return "not-taken"; // the settings were others when it was kept
  const sealed = await seal(push, call, settings).catch(() => null);
  if (!sealed) return "gone"; // its keys are none that a phone could have
  const status = await post(new URL(endpoint), sealed, hosts).catch(() => null); // away, or none we call
  if (status === 404 || status === 410) return "gone";
  return status !== null && status >= 200 && status < 300 ? "taken" : "not-taken";
}

type Sealed = Pick<Awaited<ReturnType<typeof buildPushPayload>>, "headers" | "body">;

function seal(
  { endpoint, p256dh, auth }: PushAddress,
  call: PushCall,
  { privateKey, contact }: Omit<PushSettings, "hosts">,
): Promise<Sealed> {
  const options = { ttl: LIFE_SECONDS, urgency: "normal", topic: TOPIC } as const;
  return buildPushPayload(
    { data: call, options },
    // Signed for its https address, also where one in our own network is reached without TLS: the library knows no other.
    { endpoint: endpoint.replace(/^http:/, "https:"), expirationTime: null, keys: { p256dh, auth } },
    { subject: contact, publicKey: publicKeyOf(privateKey) ?? "", privateKey },
  );
}

/** The status of the answer; redirects are followed nowhere, and nobody reads what else is said. */
function post(url: URL, { headers, body }: Sealed, ownHosts: readonly string[]): Promise<number> {
  const request = url.protocol === "http:" ? requestHttp : requestHttps;
  const options = {
    method: "POST",
    headers,
    agent: false,
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    ...(!ownHosts.includes(url.host) && { lookup: publicLookup }),
  };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, options, (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
