import { mailConfirming, mailStanding } from '../../../shared/mail/confirmed-mail.ts';
import { mark } from '../../../shared/mail/mailbox.ts';
import type { Table } from '../../../shared/platform/table/table.ts';
import { FIXED_KEY } from '../platform/identity/fixed-key.ts';
import { AT } from './samples.ts';
import { simple, type Writer } from './writer.ts';

const ADDRESS = { ownerKey: 'a', email: 'a@example.com' };
const mail = (table: Table) => ({
  standing: mailStanding(table, FIXED_KEY, () => new Date(AT)),
  confirm: mailConfirming(table, FIXED_KEY, () => new Date(AT)),
});

/** Writes about addresses of e-mail. */
export const MAIL_WRITERS: Readonly<Record<string, Writer>> = {
  'an address asked': simple('shared/mail/confirmed-mail.ts', (table) => mail(table).standing(ADDRESS, 'n1')),
  'an address confirmed': simple(
    'shared/mail/confirmed-mail.ts',
    async (table) => {
      const standing = await mail(table).standing(ADDRESS, 'n1');
      return standing.state === 'asks' && mail(table).confirm(ADDRESS, standing.code);
    },
    { prepare: (table: Table) => mail(table).standing(ADDRESS, 'n1'), repeats: true },
  ),
  'a mark on an address': simple('shared/mail/mailbox.ts', (table) => mark(table, 'k', 'bounced', AT)),
};
