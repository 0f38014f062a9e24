import fastify from "fastify";

/** A route of Fastify's own that sends a given text: as fast as an answer of this server can be. */
const text = process.env["ANSWER"] ?? "{}";
const app = fastify();
app.get("/answer", (_request, reply) => reply.type("application/json; charset=utf-8").send(text));
await app.listen({ host: "127.0.0.1", port: 0 });
const address = app.server.address();
process.stdout.write(`ready http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}\n`);
process.on("SIGTERM", () => void app.close());
