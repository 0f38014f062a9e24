import { defineConfig } from "prisma/config";

// `prisma migrate deploy` on a machine that has Prisma's own engine; Getu itself migrates without it (src/migrate.ts).
export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env["DATABASE_URL"] ?? "postgresql://localhost:5432/getu" },
});
