import { expect, it } from 'vitest';
import type { Environment } from '../../../local/launcher/environment.ts';
import { simulatorUrls } from '../../../local/launcher/partners.ts';
import { portPlan } from '../../../local/launcher/ports.ts';
import { signpost } from '../../../local/launcher/signpost.ts';
import { seededPeople } from '../../../local/simulators/identity/people.ts';

it('shows the API, the partners and five accounts that exist', () => {
  const simulators = simulatorUrls(portPlan(4700));
  const text = signpost({
    province: 'quang-tri',
    apiUrl: 'http://127.0.0.1:4700/api',
    issuer: simulators.identity,
    endpoint: 'http://127.0.0.1:4700',
    logs: '/logs',
    simulators,
  } as Environment);
  for (const url of Object.values(simulators)) expect(text).toContain(`${url}/`);
  expect(text).toContain('http://127.0.0.1:4700/api/openapi.json');
  const { citizens, officers } = seededPeople();
  const known = [...citizens, ...officers].map(({ personId }) => personId);
  const shown = [...text.matchAll(/^ {4}([a-z-]+-[a-z-]+) +an? /gm)].map(([, account]) => account);
  expect(shown).toHaveLength(5);
  for (const account of shown) expect(known).toContain(account);
});
