import { defineConfig } from "vitest/config";

// The scripts' tests lie with the others, in tests/web/.
export default defineConfig({ test: { include: ["../tests/web/**/*.test.ts"] } });
