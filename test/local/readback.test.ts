import { beforeAll, describe, expect, test } from 'vitest';
import { afterDeploy, readBack } from '../../infra/local/after-deploy.ts';

const endpoint = process.env.AWS_ENDPOINT_URL ?? '';
const local = {
  endpoint,
  region: process.env.AWS_REGION ?? 'ap-southeast-1',
  province: process.env.PROVINCE ?? 'quang-tri',
};

beforeAll(() => {
  if (endpoint === '') throw new Error('AWS_ENDPOINT_URL must name the emulator');
});

describe('a province on an emulator', () => {
  test('has every property its templates ask for, once the after-deploy step has run', async () => {
    await afterDeploy(local);
    const { read, differences } = await readBack(local);
    expect(differences).toEqual([]);
    expect(read).toBeGreaterThan(80);
  });

  test('needs nothing more when the step runs again', async () => {
    expect(await afterDeploy(local)).toEqual([]);
  });
});
