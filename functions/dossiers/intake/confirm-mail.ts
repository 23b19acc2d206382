import { CODE_DAYS, type MailConfirming } from '../../../shared/mail/confirmed-mail.ts';
import type { Handlers } from '../../../shared/platform/http/api.ts';
import { HttpProblem } from '../../../shared/platform/http/problem.ts';
import type { routes } from './routes.ts';

/** Applicants confirm that they read messages sent to an e-mail address they gave. */
export function confirmMail(confirm: MailConfirming): Pick<Handlers<typeof routes>, 'confirmMail'> {
  return {
    confirmMail: async ({ body, actor }) => {
      if (actor.kind !== 'citizen') throw new HttpProblem('forbidden');
      const outcome = await confirm({ ownerKey: actor.ownerKey, email: body.email }, body.code);
      if (outcome === 'not-awaited') throw new HttpProblem('not-found');
      if (outcome === 'wrong-code') throw new HttpProblem('wrong-code');
      // No further attempts until this code has expired and the next one is sent.
      if (outcome === 'too-many-tries') {
        throw new HttpProblem('too-many-requests', [], { 'Retry-After': String(CODE_DAYS * 86_400) });
      }
      return { status: 204 };
    },
  };
}
