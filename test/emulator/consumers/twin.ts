import { call } from '../../../infra/local/call.ts';
import { environment } from '../kit.ts';

type Configuration = {
  readonly Runtime: string;
  readonly Role: string;
  readonly Handler: string;
  readonly Timeout: number;
  readonly MemorySize: number;
  readonly Environment: { readonly Variables: Readonly<Record<string, string>> };
};

/**
 * A second copy of a deployed function, same code, other environment, without event sources: the real one continues undisturbed.
 * It logs into a group of its own, below the province's.
 * @returns how to invoke it
 */
export async function twinOf(
  name: string,
  change: (variables: Readonly<Record<string, string>>) => Readonly<Record<string, string>>,
): Promise<{ invoke(event: object): Promise<unknown>; remove(): Promise<void> }> {
  const functions = '/2015-03-31/functions';
  const path = `${functions}/motcua-${environment.province}-${name}`;
  const original = JSON.parse(await call(environment, 'lambda', { method: 'GET', path })) as {
    Configuration: Configuration;
    Code: { Location: string };
  };
  const code = await fetch(original.Code.Location.replace('//localhost:', '//127.0.0.1:'));
  const ZipFile = Buffer.from(await code.arrayBuffer()).toString('base64');
  const { Runtime, Role, Handler, Timeout, MemorySize, Environment } = original.Configuration;
  const FunctionName = `twin-${name}`;
  const body = JSON.stringify({
    FunctionName,
    ...{ Runtime, Role, Handler, Timeout, MemorySize },
    Code: { ZipFile },
    LoggingConfig: { LogGroup: `/motcua/${environment.province}/${FunctionName}` },
    Environment: { Variables: { ...Environment.Variables, ...change(Environment.Variables) } },
  });
  await call(environment, 'lambda', { path: functions, body });
  return {
    invoke: async (event) => {
      const invocation = `${functions}/${FunctionName}/invocations`;
      return JSON.parse(await call(environment, 'lambda', { path: invocation, body: JSON.stringify(event) }));
    },
    remove: async () => {
      await call(environment, 'lambda', { method: 'DELETE', path: `${functions}/${FunctionName}` });
    },
  };
}

/** What a function fed by a queue gets. */
export const fromQueue = (body: object) => ({
  Records: [{ messageId: crypto.randomUUID(), body: JSON.stringify(body), attributes: {}, messageAttributes: {} }],
});
