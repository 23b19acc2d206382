import { operate } from './command.ts';
import { UsageError } from './verb.ts';

process.exitCode = await operate(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof UsageError) console.error('npm run operate -- --help says how.');
  return error instanceof UsageError ? 2 : 1;
});
