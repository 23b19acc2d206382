import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleFunctions } from '../../infra/bundle.ts';
import { FUNCTION_NAMES } from '../../infra/functions.ts';
import { budgetOf } from '../bench/bundle.ts';
import { ROOT } from './support.ts';

const out = mkdtempSync(join(tmpdir(), 'budget-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));
beforeAll(() => bundleFunctions(join(ROOT, 'functions'), out), 120_000);

test.each(FUNCTION_NAMES)(
  'the bundle of %s keeps to docs/decisions/0058-bundle-budget.md, which says what to do',
  (name) => {
    const kB = statSync(join(out, name, 'handler.js')).size / 1000;
    expect(kB).toBeGreaterThan(30);
    expect(kB).toBeLessThanOrEqual(budgetOf(name));
  },
);
