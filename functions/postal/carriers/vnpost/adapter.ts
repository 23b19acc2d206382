import { registered, stateFileSchema } from '../carrier.ts';
import { knowsToken, pushReply, readPush } from '../push.ts';
import { accessToken } from './access-token.ts';
import { vnpostCarrier } from './client.ts';
import { vnpostConfigSchema, vnpostSecretSchema } from './config.ts';
import file from './states.json' with { type: 'json' };

const { states } = stateFileSchema.parse(file);

/** VNPost through the province's bus. Pushes are parsed in Viettel Post's format until VNPost's contract defines another. */
export const vnpost = registered({
  config: vnpostConfigSchema,
  secret: vnpostSecretSchema,
  simulator: { name: 'post', at: (config, url) => ({ ...config, url: `${url}/vnpost` }) },
  states,
  push: { knows: knowsToken, read: readPush, reply: pushReply },
  open: ({ config, sender, secrets, call, clock }) =>
    vnpostCarrier({ ...config, sender }, call, accessToken(`${config.url}/token`, call, secrets, clock)),
});
