import * as z from 'zod/mini';
import { paced } from '../../pace.ts';
import { registered } from '../channel.ts';
import { mailChannel } from './mail-channel.ts';
import { sesClient, sesMailer } from './ses.ts';

/** Domain of an e-mail address. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** E-mail by SES. The domain becomes an SES identity, which the domain owner verifies by DNS (`docs/guides/deploy.md`). */
export const mail = registered({
  /** Sender of the province's e-mails. */
  config: z.strictObject({ from: z.email() }),
  secret: undefined,
  // The emulator has its own SES.
  simulator: undefined,
  settings: z.strictObject({
    from: z.email(),
    /** Name of the configuration set by which SES reports deliveries, bounces and complaints. */
    configurationSet: z.string(),
    everyMs: z.number(),
  }),
  environment: ({ from }, { named, everyMs }) => ({ from, configurationSet: named('mail'), everyMs }),
  // Only from the province's own address and its domain's identity.
  rights: ({ from }, { named }) => [
    {
      actions: ['ses:SendEmail'],
      on: [
        { service: 'ses', resource: 'identity', resourceName: domainOf(from) },
        { service: 'ses', resource: 'configuration-set', resourceName: named('mail') },
      ],
      conditions: { StringEquals: { 'ses:FromAddress': from } },
    },
  ],
  open: ({ settings, table, key, clock }) => {
    const pace = paced(settings.everyMs);
    return mailChannel({ mailer: sesMailer(sesClient(), settings, pace), pace, table, key, clock });
  },
});
