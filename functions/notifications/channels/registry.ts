import * as z from 'zod/mini';
import type { Secrets } from '../../../shared/platform/secrets/secrets.ts';
import type { Channel, ChannelRight, Opening, Place, RegisteredChannel } from './channel.ts';
import { mail } from './mail/adapter.ts';

/** Every channel that people are told by. A new one is a folder beside this file and a line here. */
export const NOTICE_CHANNELS = { mail } as const satisfies Record<string, RegisteredChannel>;
export type ChannelName = keyof typeof NOTICE_CHANNELS;

const CHANNEL_NAMES = Object.keys(NOTICE_CHANNELS) as readonly ChannelName[];

/** Each channel's schema of a kind, under its name; a province need not use a channel. */
const schemas = <K extends 'config' | 'settings'>(kind: K) =>
  z.strictObject(
    Object.fromEntries(CHANNEL_NAMES.map((name) => [name, z.optional(NOTICE_CHANNELS[name][kind])])) as {
      [N in ChannelName]: z.ZodMiniOptional<(typeof NOTICE_CHANNELS)[N][K]>;
    },
  );

/** `notices` of the province's file: the channels that the province uses, each as its own schema has it. No secrets. */
export const noticesConfigSchema = schemas('config');
export type NoticesConfig = z.infer<typeof noticesConfigSchema>;

/** Environment variable `NOTICE_CHANNELS` (JSON): what each channel is opened with. */
export const channelSettingsSchema = schemas('settings');

/** Name of a channel's secret below the province's prefix. */
export const channelSecret = <N extends ChannelName>(name: N) => `notices-${name}` as const;

/** Channels that have a secret, with its name below the province's prefix. */
export const CHANNEL_SECRETS = CHANNEL_NAMES.filter((name) => NOTICE_CHANNELS[name].secret !== undefined).map(
  channelSecret,
);

const used = (channels: Readonly<Partial<Record<ChannelName, object>>>) =>
  CHANNEL_NAMES.flatMap((name): [ChannelName, RegisteredChannel, object][] => {
    const own = channels[name];
    return own === undefined ? [] : [[name, NOTICE_CHANNELS[name], own]];
  });

/** What the function gets for the channels that a province uses. */
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
