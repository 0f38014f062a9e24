import { connect, createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";

/** A wire to a database that can be cut. */
export type TcpProxy = {
  /** The database's address through the wire. */
  url: string;
  /** Drops every connection and refuses new ones. */
  cut(): Promise<void>;
  heal(): Promise<void>;
  stop(): Promise<void>;
};

/** Stands between a client and the server of `databaseUrl`. */
export async function startTcpProxy(databaseUrl: string): Promise<TcpProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const cut = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  const through = new URL(databaseUrl);
  through.port = String(port);
  return { url: through.href, cut, heal: () => listen(port), stop: cut };
}
