import { describe, expect, test } from 'vitest';
import { afterDeploy, readBack } from '../../infra/local/after-deploy.ts';
import { EMULATORS } from '../../local/launcher/emulator/records.ts';
import { environment } from './kit.ts';

const { facts } = EMULATORS[environment.emulator.kind];

describe('a province on an emulator', () => {
  test('has every property its templates ask for, once the after-deploy step has run', async () => {
    await afterDeploy(environment, facts);
    const { read, differences } = await readBack(environment, facts);
    // But the rule that the set-up of the tests switches off.
    const off = {
      resource: expect.stringMatching(/-forms$/),
      property: 'State',
      expected: 'ENABLED',
      actual: 'DISABLED',
    };
    expect(differences).toEqual([off]);
    expect(read).toBeGreaterThan(300);
  });

  test('needs nothing more when the step runs again', async () => {
    expect(await afterDeploy(environment, facts)).toEqual([]);
  });
});
