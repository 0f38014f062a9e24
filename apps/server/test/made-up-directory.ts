import { createHash, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { OidcSettings } from "../src/access/create-auth.ts";

/** Somebody as the directory knows them. */
export type Member = { sub: string; name: string; email: string };

/** An office's directory that signs people in (OpenID Connect Core 1.0, code flow with PKCE), as strict as a real one. */
export type MadeUpDirectory = {
  settings: OidcSettings;
  /** What somebody's browser is sent back to once they have signed in at the address that it was sent to. */
  letIn(address: string, member: Member): URL;
  /** What every token says from now on whatever is true, and the key that it is signed by. */
  lie(claims: object, key?: KeyObject): void;
  stop(): Promise<void>;
};

type Grant = { member: Member; challenge: string; nonce: string | null; redirectUri: string };

const CLIENT = { clientId: "getu", clientSecret: "a made-up secret" };
const KEY_ID = "made-up";

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A pair of keys as a directory signs with. */
export const createSigningKeys = () => generateKeyPairSync("rsa", { modulusLength: 2048 });

function signed(claims: object, key: KeyObject): string {
  const content = `${encoded({ alg: "RS256", kid: KEY_ID, typ: "JWT" })}.${encoded(claims)}`;
  return `${content}.${sign("sha256", Buffer.from(content), key).toString("base64url")}`;
}

/** Opens a directory on a port of its own. */
export async function openDirectory(): Promise<MadeUpDirectory> {
  const { privateKey, publicKey } = createSigningKeys();
  const grants = new Map<string, Grant>();
  let lies: { claims: object; key: KeyObject } = { claims: {}, key: privateKey };
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  /** Null = refused: each code is good once, for whoever began with it. */
  function redeem(form: URLSearchParams): object | null {
    const code = form.get("code") ?? "";
    const grant = grants.get(code);
    grants.delete(code);
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const isOurs =
      form.get("client_id") === CLIENT.clientId && form.get("client_secret") === CLIENT.clientSecret;
    if (!grant || !isOurs || grant.challenge !== challenge || grant.redirectUri !== form.get("redirect_uri"))
      return null;
    const iat = Math.floor(Date.now() / 1000);
    const { member, nonce } = grant;
    const claims = {
      iss: issuer,
      aud: CLIENT.clientId,
      iat,
      exp: iat + 60,
      nonce,
      ...member,
      email_verified: true,
    };
    const idToken = signed({ ...claims, ...lies.claims }, lies.key);
    return { access_token: randomUUID(), token_type: "Bearer", expires_in: 60, id_token: idToken };
  }

  const answers: Readonly<Record<string, (form: URLSearchParams) => object | null>> = {
    "/.well-known/openid-configuration": () => ({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
    }),
    "/keys": () => ({
      keys: [{ ...publicKey.export({ format: "jwk" }), kid: KEY_ID, alg: "RS256", use: "sig" }],
    }),
    "/token": redeem,
  };
  server.on("request", async (request, response) => {
    const answer = answers[request.url ?? ""]?.(new URLSearchParams(await text(request))) ?? null;
    response.writeHead(answer ? 200 : 400, { "content-type": "application/json" });
    response.end(JSON.stringify(answer ?? { error: "invalid_grant" }));
  });

  return {
    settings: { discoveryUrl: `${issuer}/.well-known/openid-configuration`, ...CLIENT },
    letIn(address, member) {
      const { origin, pathname, searchParams: asked } = new URL(address);
      const { response_type, client_id, code_challenge_method } = Object.fromEntries(asked);
      const shape = [origin + pathname, response_type, client_id, code_challenge_method];
      if (shape.join() !== [`${issuer}/authorize`, "code", CLIENT.clientId, "S256"].join())
        throw new Error(`the directory was asked in a way it does not know: ${shape.join()}`);
      const [code, redirectUri] = [randomUUID(), asked.get("redirect_uri")!]; // in every request for a code
      grants.set(code, {
        member,
        challenge: asked.get("code_challenge") ?? "",
        nonce: asked.get("nonce"),
        redirectUri,
      });
      const back = new URL(redirectUri);
      back.searchParams.set("code", code);
      back.searchParams.set("state", asked.get("state") ?? "");
      return back;
    },
    lie(claims, key = privateKey) {
      lies = { claims, key };
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
