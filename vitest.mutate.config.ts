import { defineConfig } from 'vitest/config';

/**
 * The tests that hold the pure rules, for `npm run mutate`. Left out are the long random histories, which would run again for
 * every mutant: they can only kill more, so the score is a lower bound. So is a test that starts a process.
 */
export default defineConfig({
  test: {
    include: ['test/shared/{calendar,dossier,procedure}/**/*.test.ts'],
    exclude: [
      'test/shared/dossier/{properties,reach,longest-life,limits,corrections}.test.ts',
      'test/shared/calendar/{properties,zone}.test.ts',
    ],
    testTimeout: 120_000,
  },
});
