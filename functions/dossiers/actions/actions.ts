import type { Handlers } from '../../../shared/platform/http/api.ts';
import { replyTo } from '../../../shared/record/dossier-route.ts';
import type { DossierStore } from '../../../shared/record/dossier-store.ts';
import type { routes } from './routes.ts';
import type { ActionCommand } from './rules.ts';

/** Actions of officers on a dossier. */
export function actions(store: DossierStore<ActionCommand>): Handlers<typeof routes> {
  return {
    act: async ({ params, body, actor, idempotency, expectedVersion }) => {
      const { dossierId } = params;
      const request = { dossierId, command: body, actor, idempotency, expectedVersion };
      return replyTo(await store.execute(request));
    },
  };
}
