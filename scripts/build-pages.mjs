// Builds the pages whose sources have changed since: a step of `npm test` that goes on beside others.
import { prepare } from "../apps/server/bin/prepare.mjs";

await prepare({ build: true });
