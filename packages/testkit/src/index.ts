export { buildApp, startAppServer } from "./app-server.ts";
export type { AppServer } from "./app-server.ts";
export { launchBrowser, launchPhone } from "./browser.ts";
export { gatherCrowd } from "./crowd.ts";
export type { Crowd } from "./crowd.ts";
export type { Heard, ListenerPlan } from "./stream-listener.ts";
export { startTcpProxy } from "./tcp-proxy.ts";
export type { TcpProxy, WireMode } from "./tcp-proxy.ts";
