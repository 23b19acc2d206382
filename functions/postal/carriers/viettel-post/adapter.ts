import * as z from 'zod/mini';
import { sharedKey } from '../../../../shared/platform/secrets/key.ts';
import { registered, stateFileSchema } from '../carrier.ts';
import { knowsToken, pushReply, readPush } from '../push.ts';
import file from './states.json' with { type: 'json' };

const { states } = stateFileSchema.parse(file);

/** Viettel Post: reports on parcels handed to it. Orders are not supported yet. */
export const viettelPost = registered({
  config: z.strictObject({}),
  /** The token that it sends with a push. */
  secret: z.object({ token: sharedKey }),
  simulator: { name: 'post', at: (config) => config },
  states,
  push: { knows: knowsToken, read: readPush, reply: pushReply },
  open: undefined,
});
