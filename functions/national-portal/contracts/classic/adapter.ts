import { registered } from '../contract.ts';
import { classicClient } from './client.ts';
import { classicConfig, classicCredentials } from './config.ts';
import { classicPortal } from './portal.ts';

/** The classic contract: dossier records and progress rows, posted to the portal's adapter on the data-exchange bus. */
export const classic = registered({
  config: classicConfig,
  secret: classicCredentials,
  simulator: { name: 'national-portal', at: (config, url) => ({ ...config, url }) },
  open: ({ config, secrets }) =>
    classicPortal(classicClient({ config, credentials: async () => (await secrets())[0] })),
});
