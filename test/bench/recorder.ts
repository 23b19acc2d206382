import { Client } from '@smithy/core/client';

/** A command of the AWS SDK, as any client takes it. */
export type AnyCommand = { readonly input: unknown; readonly constructor: new (input: never) => AnyCommand };
export type AnyClient = { send(command: AnyCommand): Promise<unknown> };

/** One request: which kind of client sent which command. */
export type Sent = { readonly client: string; readonly command: AnyCommand };

/** Requests that were on their way at the same time. */
export type Wave = readonly Sent[];

/**
 * Listens to every client of the SDK in this process: the functions build theirs themselves, so what they share, the
 * class all clients descend from, is where one can listen. Costs an array push for each request.
 */
export function recordCommands(): { take(): readonly Wave[] } {
  let waves: Sent[][] = [];
  let open = 0;
  const prototype = Client.prototype as unknown as {
    send: (command: AnyCommand, ...rest: unknown[]) => Promise<unknown>;
  };
  const send = prototype.send;
  prototype.send = function (this: object, command, ...rest) {
    if (open === 0) waves.push([]);
    waves.at(-1)?.push({ client: this.constructor.name, command });
    open += 1;
    return send.call(this, command, ...rest).finally(() => {
      open -= 1;
    });
  };
  return {
    take() {
      const taken = waves;
      waves = [];
      return taken;
    },
  };
}

/** The same value with every text rewritten; what is no plain data (moments, bytes) stays. */
function rewritten(value: unknown, rewrite: (text: string) => string): unknown {
  if (typeof value === 'string') return rewrite(value);
  if (Array.isArray(value)) return value.map((one) => rewritten(one, rewrite));
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [rewrite(key), rewritten(one, rewrite)]));
}

/** The same requests about something else: `names` says what every name of the one becomes. */
export function aboutTwin(waves: readonly Wave[], names: ReadonlyMap<string, string>): readonly Wave[] {
  const rewrite = (text: string): string => {
    let result = text;
    for (const [name, twin] of names) result = result.replaceAll(name, twin);
    return result;
  };
  return waves.map((wave) =>
    wave.map(({ client, command }) => {
      const Command = command.constructor;
      return { client, command: new Command(rewritten(command.input, rewrite) as never) };
    }),
  );
}
