import { connect, createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";

/**
 * How a wire behaves: it passes everything on; breaks every connection; lets nothing through and says nothing, so that
 * what was sent arrives only when it heals; does so for good, so that only new connections get through then; passes
 * 50 kbit/s; or nobody is at the other end.
 */
export type WireMode = "ok" | "reset" | "blackhole" | "cut" | "slow" | "refuse";

/** A wire between a client and a server. */
export type TcpProxy = {
  /** Where the client's end is, on 127.0.0.1. */
  port: number;
  set(mode: WireMode): Promise<void>;
  stop(): Promise<void>;
};

const SLOW_BYTES_PER_MS = 6.25;

/** A wire to a port of this machine. */
export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  /** Connections that were there while the wire was cut. */
  const lost = new WeakSet<Socket>();
  let mode: WireMode = "ok";

  const isPassing = (socket: Socket): boolean => mode !== "blackhole" && !lost.has(socket);

  function pass(from: Socket, to: Socket): void {
    sockets.add(from);
    from.on("error", () => {});
    from.on("end", () => to.end());
    from.on("close", () => {
      sockets.delete(from);
      to.destroySoon();
    });
    from.on("data", (bytes: Buffer) => {
      to.write(bytes);
      if (mode === "slow") from.pause();
      if (mode === "slow")
        setTimeout(() => isPassing(from) && from.resume(), bytes.length / SLOW_BYTES_PER_MS);
    });
    if (mode === "cut") lost.add(from);
    if (!isPassing(from)) from.pause();
  }

  const join = (near: Socket, far: Socket): void => {
    pass(near, far);
    pass(far, near);
  };

  const server = createServer((near) => {
    if (mode === "reset") near.resetAndDestroy();
    else join(near, connect(targetPort, "127.0.0.1"));
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  await listen(0);
  const { port } = server.address() as AddressInfo;

  async function set(next: WireMode): Promise<void> {
    mode = next;
    const closed = next === "refuse" && server.listening ? close() : null;
    for (const socket of sockets) {
      if (next === "cut") lost.add(socket);
      if (next === "reset" || next === "refuse") socket.resetAndDestroy();
      else if (isPassing(socket)) socket.resume();
      else socket.pause();
    }
    await closed;
    if (next !== "refuse" && !server.listening) await listen(port);
  }

  return { port, set, stop: () => set("refuse") };
}
