import { defineConfig } from 'vitest/config';

/** `local` needs the emulator: its global set-up brings a province up. Everything else runs on its own. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/{domain,functions,infra,contract,local-launcher}/**/*.test.ts'],
          testTimeout: 120_000,
        },
      },
    ],
  },
});
