import * as z from 'zod/mini';
import type { Secrets } from '../../../shared/platform/secrets/secrets.ts';
import type { Channel, ChannelRight, Opening, Place, RegisteredChannel } from './channel.ts';
import { mail } from './mail/adapter.ts';

/** Every notification channel. To add one: a folder beside this file and a line here. */
export const NOTICE_CHANNELS = { mail } as const satisfies Record<string, RegisteredChannel>;
export type ChannelName = keyof typeof NOTICE_CHANNELS;

const CHANNEL_NAMES = Object.keys(NOTICE_CHANNELS) as readonly ChannelName[];

/** Schemas of one kind by channel name; a province need not use every channel. */
const schemas = <K extends 'config' | 'settings'>(kind: K) =>
  z.strictObject(
    Object.fromEntries(CHANNEL_NAMES.map((name) => [name, z.optional(NOTICE_CHANNELS[name][kind])])) as {
      [N in ChannelName]: z.ZodMiniOptional<(typeof NOTICE_CHANNELS)[N][K]>;
    },
  );

/** `notices` of the province file: the channels in use, validated by their own schemas. No secrets. */
export const noticesConfigSchema = schemas('config');
export type NoticesConfig = z.infer<typeof noticesConfigSchema>;

/** Environment variable `NOTICE_CHANNELS` (JSON): the settings of each channel. */
export const channelSettingsSchema = schemas('settings');

/** Name of a channel's secret under the province's prefix. */
export const channelSecret = <N extends ChannelName>(name: N) => `notices-${name}` as const;

/** Channels with a secret, and its name under the province's prefix. */
export const CHANNEL_SECRETS = CHANNEL_NAMES.filter((name) => NOTICE_CHANNELS[name].secret !== undefined).map(
  channelSecret,
);

const used = (channels: Readonly<Partial<Record<ChannelName, object>>>) =>
  CHANNEL_NAMES.flatMap((name): [ChannelName, RegisteredChannel, object][] => {
    const own = channels[name];
    return own === undefined ? [] : [[name, NOTICE_CHANNELS[name], own]];
  });

/** Environment of the function for the channels of a province. */
export function channelNeeds(config: NoticesConfig, place: Place) {
  const channels = used(config);
  return {
    settings: Object.fromEntries(channels.map(([name, { environment }, own]) => [name, environment(own, place)])),
    rights: channels.flatMap(([, { rights }, own]): readonly ChannelRight[] => rights(own, place)),
    secrets: channels.flatMap(([name, { secret }]) => (secret === undefined ? [] : [channelSecret(name)])),
  };
}

export type OpenChannel = { readonly name: string; readonly channel: Channel };

/** Opens the channels of a province. */
export const openChannels = (
  settings: z.infer<typeof channelSettingsSchema>,
  secrets: Secrets,
  opening: Pick<Opening<object, unknown>, 'table' | 'key' | 'clock'>,
): readonly OpenChannel[] =>
  used(settings).map(([name, { open, secret }, own]) => {
    const values = async () => (secret === undefined ? [] : secrets.get(channelSecret(name), secret));
    return { name, channel: open({ ...opening, settings: own, secrets: values }) };
  });
