// The Node side of a sandbox: loads the handler once, then takes one invocation after the other from the socket it inherits
// under the number it is told. Both sides write JSON, one value a line.
import { existsSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';

const channel = new Socket({ fd: Number(process.argv[2]) });
const env = process.env;
let current = '';

// Whoever started us is gone.
channel.on('close', () => process.exit(0)).on('error', () => process.exit(0));

const send = (value) => channel.write(`${JSON.stringify(value)}\n`);

const shape = (error) => ({
  errorType: error?.name ?? 'Error',
  errorMessage: error?.message ?? String(error),
  trace: (error?.stack ?? '').split('\n'),
});

// As on AWS: time, request, level and text, separated by tabs; a newline inside becomes a carriage return.
const log = (level, text) =>
  process.stdout.write(`${new Date().toISOString()}\t${current}\t${level}\t${text.replaceAll('\n', '\r')}\n`);
const LEVELS = { log: 'INFO', info: 'INFO', debug: 'DEBUG', warn: 'WARN', error: 'ERROR', trace: 'TRACE' };
for (const [name, level] of Object.entries(LEVELS)) console[name] = (...parts) => log(level, format(...parts));

function end(error) {
  log('ERROR', `Uncaught Exception\t${JSON.stringify(shape(error))}`);
  process.exit(1);
}
process.on('uncaughtException', end).on('unhandledRejection', end);

async function load() {
  const dot = env._HANDLER.lastIndexOf('.');
  const [module, name] = [env._HANDLER.slice(0, dot), env._HANDLER.slice(dot + 1)];
  const file = ['.js', '.mjs', '.cjs'].map((ending) => join(env.LAMBDA_TASK_ROOT, module + ending)).find(existsSync);
  if (!file) throw Object.assign(new Error(`Cannot find module '${module}'`), { name: 'Runtime.ImportModuleError' });
  const loaded = await import(pathToFileURL(file));
  const handler = loaded[name] ?? loaded.default?.[name];
  if (typeof handler === 'function') return handler;
  throw Object.assign(new Error(`${env._HANDLER} is undefined or not exported`), { name: 'Runtime.HandlerNotFound' });
}

const contextOf = ({ id, arn, deadlineMs }) => ({
  awsRequestId: id,
  invokedFunctionArn: arn,
  functionName: env.AWS_LAMBDA_FUNCTION_NAME,
  functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
  memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
  logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
  logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => Math.max(deadlineMs - Date.now(), 0),
});

let handler;
try {
  handler = await load();
} catch (error) {
  channel.end(`${JSON.stringify({ kind: 'init-error', body: JSON.stringify(shape(error)) })}\n`, () => process.exit(1));
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
    body = JSON.stringify(shape(error));
    log('ERROR', `Invoke Error\t${body}`);
  }
  // Everything that was logged lies before this line.
  process.stdout.write(`\0END ${current}\n`);
  send({ kind, id: current, body });
}
