import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/**
 * `emulator` and `injected` need the emulator: their global set-up brings a province up. Everything else runs on its own.
 * `injected` has faults switched on that would strike every file of a run: it runs by itself.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/{shared,functions,infra,operate,contract,local,faults,rights,portal}/**/*.test.ts'],
          // The default leaves one core to whoever watches.
          maxWorkers: availableParallelism(),
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'emulator',
          include: ['test/emulator/**/*.test.ts'],
          globalSetup: ['test/emulator/setup.ts'],
          setupFiles: ['test/emulator/answers.ts'],
          // One province for all files; two cores serve two of them at once.
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'injected',
          include: ['test/injected/**/*.test.ts'],
          globalSetup: ['test/emulator/setup.ts'],
        },
      },
    ],
  },
});
