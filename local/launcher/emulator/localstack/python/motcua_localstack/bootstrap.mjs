// The Node side of a sandbox: loads the handler once, then handles one invocation after the other from the inherited socket
// whose number it receives. Both sides write JSON, one value a line.
import { existsSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';

const channel = new Socket({ fd: Number(process.argv[2]) });
const env = process.env;
let current = '';

// The other end is closed: there is no more work.
channel.on('close', () => process.exit(0)).on('error', () => process.exit(0));

const send = (value) => channel.write(`${JSON.stringify(value)}\n`);

/** Lambda's error payload for any thrown value. */
function told(thrown) {
  const { name, message, stack = '' } = thrown instanceof Error ? thrown : { name: 'Error', message: String(thrown) };
  return { errorType: name, errorMessage: message, trace: stack.split('\n') };
}

// As on AWS: time, request, level and text, separated by tabs; a newline inside becomes a carriage return.
const log = (level, text) =>
  process.stdout.write(`${new Date().toISOString()}\t${current}\t${level}\t${text.replaceAll('\n', '\r')}\n`);
const LEVELS = { log: 'INFO', info: 'INFO', debug: 'DEBUG', warn: 'WARN', error: 'ERROR', trace: 'TRACE' };
for (const [name, level] of Object.entries(LEVELS)) console[name] = (...parts) => log(level, format(...parts));

function end(error) {
  log('ERROR', `Uncaught Exception\t${JSON.stringify(told(error))}`);
  process.exit(1);
}
process.on('uncaughtException', end).on('unhandledRejection', end);

/** Why a function cannot be started, with Lambda's error type. */
class Unusable extends Error {
  constructor(name, message) {
    super(message);
    this.name = name;
  }
}

async function load() {
  const [, module, name] = /^(.*)\.([^.]*)$/.exec(env._HANDLER);
  const candidates = ['js', 'mjs', 'cjs'].map((ending) => join(env.LAMBDA_TASK_ROOT, `${module}.${ending}`));
  const found = candidates.find(existsSync);
  if (!found) throw new Unusable('Runtime.ImportModuleError', `Cannot find module '${module}'`);
  const exported = await import(pathToFileURL(found));
  // A CommonJS export may be available under its own name, or below `default` only.
  const chosen = [exported, exported.default].map((all) => all?.[name]).find((one) => typeof one === 'function');
  if (!chosen) throw new Unusable('Runtime.HandlerNotFound', `${env._HANDLER} is undefined or not exported`);
  return chosen;
}

/** Names in the context of a function, by the variables that hold them. */
const NAMED = {
  functionName: 'FUNCTION_NAME',
  functionVersion: 'FUNCTION_VERSION',
  memoryLimitInMB: 'FUNCTION_MEMORY_SIZE',
  logGroupName: 'LOG_GROUP_NAME',
  logStreamName: 'LOG_STREAM_NAME',
};
const named = Object.fromEntries(Object.entries(NAMED).map(([name, of]) => [name, env[`AWS_LAMBDA_${of}`]]));

const contextOf = ({ id, arn, deadlineMs }) => ({
  ...named,
  awsRequestId: id,
  invokedFunctionArn: arn,
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => Math.max(deadlineMs - Date.now(), 0),
});

let handler;
try {
  handler = await load();
} catch (error) {
  channel.end(`${JSON.stringify({ kind: 'init-error', body: JSON.stringify(told(error)) })}\n`, () => process.exit(1));
  await new Promise(() => undefined);
}
send({ kind: 'ready' });

for await (const line of createInterface({ input: channel, crlfDelay: 0 })) {
  const invocation = JSON.parse(line);
  current = invocation.id;
  env._X_AMZN_TRACE_ID = invocation.trace;
  let kind = 'response';
  let body;
  try {
    body = JSON.stringify(await handler(JSON.parse(invocation.payload), contextOf(invocation))) ?? 'null';
  } catch (error) {
    kind = 'error';
    body = JSON.stringify(told(error));
    log('ERROR', `Invoke Error\t${body}`);
  }
  // Everything that was logged precedes this line.
  process.stdout.write(`\0END ${current}\n`);
  send({ kind, id: current, body });
}
