import { randomUUID } from 'node:crypto';
import { codeSentTo } from '../../mails.ts';
import { ask } from '../good-table.ts';
import { walkOf } from '../world.ts';
import type { Provocation } from './kit.ts';

/** Asks with a code of eight digits that is not the one that was sent. */
async function mistyped(times: number) {
  const email = `${randomUUID()}@example.com`;
  await walkOf({ channel: 'online', email }).file();
  const code = (await codeSentTo(email)).replace(/^./, (digit) => String((Number(digit) + 1) % 10));
  const once = () => ask('intake.confirmMail', 'owner', { body: { email, code } });
  for (let n = 1; n < times; n += 1) await once();
  return once();
}

/** Of confirming an address. */
export const OF_MAIL: Readonly<Record<string, Provocation>> = {
  'intake.confirmMail not-found': {
    status: 404,
    ask: () => ask('intake.confirmMail', 'owner', { body: { email: 'unknown@example.com', code: '00000000' } }),
  },
  'intake.confirmMail wrong-code': { status: 422, ask: () => mistyped(1) },
  'intake.confirmMail too-many-requests': { status: 429, ask: () => mistyped(6) },
};
