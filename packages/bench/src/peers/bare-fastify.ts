import fastify from "fastify";

/** A route of Fastify's own that sends given bytes: as fast as an answer of this server can be. */
const bytes = Buffer.from(process.env["ANSWER"] ?? "", "base64");
const app = fastify();
app.get("/answer", (_request, reply) => reply.type("application/octet-stream").send(bytes));
await app.listen({ host: "127.0.0.1", port: 0 });
const address = app.server.address();
process.stdout.write(`ready http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}\n`);
process.on("SIGTERM", () => void app.close());
