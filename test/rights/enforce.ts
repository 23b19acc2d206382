import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FUNCTION_NAMES, type FunctionName } from '../../infra/functions.ts';
import { call, query } from '../../infra/local/call.ts';
import type { Environment } from '../../local/environment.ts';
import { setVariables, variablesOf } from '../bench/cloud.ts';
import { allows, type Need, needsOf, type Statement, tableStatements } from './policy.ts';

/** Something a function did with rows, and whether its role allows it. */
export type Done = Need & { readonly function: FunctionName; readonly allowed: boolean };

export type Enforced = { readonly done: readonly Done[]; close(): void };

/** The statements of the role a function was deployed with, about rows of the table. */
async function deployedRights(environment: Environment, name: FunctionName): Promise<readonly Statement[]> {
  const path = `/2015-03-31/functions/motcua-${environment.province}-${name}/configuration`;
  const { Role } = JSON.parse(await call(environment, 'lambda', { method: 'GET', path })) as { Role: string };
  const RoleName = Role.split('/').at(-1) ?? '';
  const iam = (Action: string, more: Record<string, string> = {}) =>
    query(environment, 'iam', { Action, Version: '2010-05-08', RoleName, ...more });
  const names = [...(await iam('ListRolePolicies')).matchAll(/<member>([^<]+)<\/member>/g)].map(([, policy]) => policy);
  const documents = names.map(async (PolicyName = '') => {
    const text =
      /<PolicyDocument>([^<]*)<\/PolicyDocument>/.exec(await iam('GetRolePolicy', { PolicyName }))?.[1] ?? '';
    const plain = decodeURIComponent(text.replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
    return (JSON.parse(plain) as { Statement: readonly Statement[] }).Statement;
  });
  return tableStatements((await Promise.all(documents)).flat());
}

/**
 * Puts a gate between each function and the emulator's table, which does not ask for permissions: what the function's
 * role does not allow is refused as AWS refuses it. Everything else passes unchanged.
 */
export async function enforceTableRights(environment: Environment): Promise<Enforced> {
  const target = new URL(environment.endpoint);
  const done: Done[] = [];
  const servers: Server[] = [];

  async function pass(name: FunctionName, rights: readonly Statement[], incoming: IncomingMessage, to: ServerResponse) {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const [service, operation = ''] = String(incoming.headers['x-amz-target'] ?? '').split('.');
    if (service === 'DynamoDB_20120810') {
      const needs = needsOf(operation, JSON.parse(body.toString()));
      const seen = needs.map((need) => ({ ...need, function: name, allowed: allows(rights, need) }));
      done.push(...seen);
      const refused = seen.find(({ allowed }) => !allowed);
      if (refused !== undefined) return deny(to, refused);
    }
    const { hostname, port } = target;
    const { method, url, headers } = incoming;
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      request({ hostname, port, method, path: url, headers }, resolve).on('error', reject).end(body);
    });
    to.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(to);
  }

  for (const name of FUNCTION_NAMES) {
    const variables = await variablesOf(environment, name);
    if (variables.TABLE_NAME === undefined) continue;
    const rights = await deployedRights(environment, name);
    const server = createServer((incoming, to) => {
      pass(name, rights, incoming, to).catch(() => to.destroy());
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await setVariables(environment, name, { ...variables, AWS_ENDPOINT_URL_DYNAMODB: address });
  }
  return {
    done,
    close: () => {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

function deny(to: ServerResponse, { function: name, action, partitions }: Done): void {
  const message = `${name} is not authorized to perform: dynamodb:${action} on rows of ${partitions.join(', ')}`;
  to.writeHead(400, { 'Content-Type': 'application/x-amz-json-1.0' });
  to.end(JSON.stringify({ __type: 'com.amazon.coral.service#AccessDeniedException', Message: message }));
}
