import type { AdapterPayload } from 'oidc-provider';
import * as z from 'zod/mini';
import { runSimulator } from '../kit/simulator.ts';
import { interactionListener } from './interaction.ts';
import { identityPage } from './page.ts';
import { accountsOf, type People, peopleSchema, seededPeople } from './people.ts';
import { newProvider, type Registry } from './provider.ts';
import { signInRoutes } from './self-service.ts';

const settingsSchema = z.strictObject({
  audience: z.optional(z.string().check(z.regex(/^[a-z0-9-]+$/))),
  /** Replaces `people.json`. */
  people: z.optional(peopleSchema),
  /** The province's portal as a client with a secret. */
  portal: z.optional(z.strictObject({ clientId: z.string(), clientSecret: z.string(), origin: z.url() })),
});

const audience = process.env.AUDIENCE ?? 'motcua-quang-tri';

await runSimulator(({ url }) => {
  let people: People = seededPeople();
  const registry: Registry = { audience, accounts: accountsOf(people), clients: people.clients };
  const held = new Map<string, AdapterPayload>();
  const provider = newProvider(url, registry, held);

  const use = (next: People) => {
    people = next;
    registry.accounts = accountsOf(next);
    registry.clients = next.clients;
  };

  return {
    title: 'Đăng nhập định danh điện tử',
    subtitle: 'Nhà cung cấp OpenID Connect: công dân, tổ chức, cán bộ, hệ thống của đối tác',
    routes: signInRoutes(url),
    fallback: interactionListener(provider, () => people),
    state: () => ({
      issuer: url,
      audience: registry.audience,
      people: { ...people, clients: people.clients.map(({ clientSecret: _, ...client }) => client) },
      sessions: [...held.keys()].filter((key) => key.startsWith('Session:')).length,
    }),
    reset: () => {
      held.clear();
      registry.audience = audience;
      use(seededPeople());
    },
    configure: (given) => {
      const settings = z.parse(settingsSchema, given);
      if (settings.audience) registry.audience = settings.audience;
      if (settings.portal) registry.portal = settings.portal;
      if (settings.people) use(settings.people);
    },
    page: () => identityPage(url, registry.audience, people),
  };
});
