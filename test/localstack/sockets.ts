import { deepEqual, ok } from 'node:assert/strict';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { call } from '../../infra/local/call.ts';
import { LOCALSTACK_HEALTH } from '../../local/launcher/emulator/localstack/start.ts';
import { readProcessTable } from '../../local/launcher/processes/table.ts';
import { until } from '../../local/launcher/wait.ts';
import { withCore } from './core.ts';

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost|unix|None)$/;
const REGION = 'ap-southeast-1';
/** State of a listening socket in /proc/net/tcp (man 5 proc). */
const LISTENS = '0A';

const processesOf = (group: number) => readProcessTable().filter((row) => row.group === group && row.state !== 'Z');

/** Addresses, as the kernel writes them, on which processes of a group listen. */
function listening(group: number): readonly string[] {
  const sockets = new Set<string>();
  for (const { pid } of processesOf(group)) {
    for (const fd of readdirSync(`/proc/${pid}/fd`)) {
      try {
        sockets.add(readlinkSync(`/proc/${pid}/fd/${fd}`));
      } catch {
        // Closed while we looked.
      }
    }
  }
  return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((table) =>
    readFileSync(`/proc/net/${table}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(
        ([, , , state, , , , , , inode]) =>
          sockets.has(`socket:[${inode}]`) && (table.startsWith('udp') || state === LISTENS),
      )
      .map(([, local = '']) => `${table} ${local}`),
  );
}

const CODE = `
  exports.handler = async () => (await fetch(process.env.AWS_ENDPOINT_URL + '${LOCALSTACK_HEALTH}')).status;
`;

/** One call of everything that could reach out: tables, queues, the bus, objects, secrets, a function. @returns its answer */
async function use(endpoint: string): Promise<string> {
  const where = { endpoint, region: REGION };
  const json = (service: string, target: string, body: object) =>
    call(where, service, { target, body: JSON.stringify(body), type: 'application/x-amz-json-1.1' });
  await json('dynamodb', 'DynamoDB_20120810.ListTables', {});
  await json('sqs', 'AmazonSQS.CreateQueue', { QueueName: 'one' });
  await json('secretsmanager', 'secretsmanager.CreateSecret', {
    Name: 'one',
    SecretString: 'x',
    ClientRequestToken: 'x'.repeat(32),
  });
  await json('events', 'AWSEvents.PutEvents', { Entries: [{ Source: 'one', DetailType: 'one', Detail: '{}' }] });
  await call(where, 's3', {
    method: 'PUT',
    path: '/one',
    body: `<CreateBucketConfiguration><LocationConstraint>${REGION}</LocationConstraint></CreateBucketConfiguration>`,
    type: 'application/xml',
  });
  const ZipFile = Buffer.from(zipSync({ 'index.js': strToU8(CODE) })).toString('base64');
  const Role = 'arn:aws:iam::000000000000:role/one';
  const made = {
    FunctionName: 'one',
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role,
    Code: { ZipFile },
    Timeout: 20,
  };
  await call(where, 'lambda', { path: '/2015-03-31/functions', body: JSON.stringify(made) });
  const path = '/2015-03-31/functions/one';
  const active = async () =>
    JSON.parse(await call(where, 'lambda', { method: 'GET', path })).Configuration.State === 'Active';
  ok(await until(active, { timeoutMs: 30_000 }), 'the function became active');
  return call(where, 'lambda', { path: `${path}/invocations`, body: '{}' });
}

/** Nothing listens but on loopback, nothing leaves this machine, and nothing is left running. */
export async function checkSockets(python: string): Promise<void> {
  const group = await withCore(python, async ({ endpoint, trace, pid }) => {
    deepEqual(await use(endpoint), '200');
    const heard = listening(pid);
    ok(heard.length > 0, 'the trace sees the emulator listen');
    deepEqual(
      heard.filter((address) => !/ (0100007F|0{24}01000000):/.test(address)),
      [],
      'listens beyond loopback',
    );
    const traced = readFileSync(trace, 'utf8').trim().split('\n');
    ok(traced.includes('socket.bind 127.0.0.1'), 'the trace sees the emulator bind');
    deepEqual(
      [...new Set(traced)].filter((line) => !LOOPBACK.test(line.split(' ')[1] ?? '')),
      [],
      'reaches beyond loopback',
    );
    ok(processesOf(pid).length > 1, 'the function has a process');
    console.log(`sockets: ${heard.length} listening, on loopback; ${traced.length} addresses used, none beyond it`);
    return pid;
  });
  deepEqual(processesOf(group), [], 'left running');
}
