import { parseArgs } from 'node:util';
import { openContext } from './context.ts';
import { type FileVerb, type Result, UsageError, type Verb } from './verb.ts';
import { HELP, VERBS, type VerbName } from './verbs.ts';

const TEXT = { type: 'string' } as const;
const FLAG = { type: 'boolean' } as const;

function parse(argv: readonly string[]) {
  const [name] = argv;
  const verb: Verb | FileVerb | undefined = VERBS[name as VerbName];
  if (verb === undefined) throw new UsageError(name === undefined ? 'Say what to do.' : `There is no verb ${name}.`);
  const { options: taken, flags: bare = [] } = verb;
  const own = Object.fromEntries([...taken.map((name) => [name, TEXT]), ...bare.map((name) => [name, FLAG])]);
  const given = () => {
    try {
      return parseArgs({
        args: argv.slice(1),
        allowPositionals: true,
        options: {
          ...own,
          ...{ province: TEXT, table: TEXT, endpoint: TEXT, json: FLAG, 'dry-run': FLAG, help: FLAG },
        },
      });
    } catch (error) {
      throw new UsageError(error instanceof Error ? error.message : String(error));
    }
  };
  const { values, positionals } = given();
  const said = Object.entries(values as Readonly<Record<string, string | boolean>>);
  const texts = Object.fromEntries(said.filter((one): one is [string, string] => typeof one[1] === 'string'));
  const flags = new Set(said.filter(([, value]) => value === true).map(([name]) => name));
  const { province, table, endpoint, ...options } = texts;
  return {
    ...{ verb, province, table, endpoint, json: flags.has('json') },
    asked: { words: positionals, options, flags, dryRun: flags.has('dry-run') },
  };
}

/** Executes the command line. @returns the exit code @throws UsageError before anything is changed */
export async function operate(argv: readonly string[]): Promise<number> {
  if (argv.length === 0 || argv.includes('--help')) {
    console.log(HELP);
    return argv.length === 0 ? 2 : 0;
  }
  const { verb, province, table, endpoint, json, asked } = parse(argv);
  if (asked.dryRun && !verb.dryRun) throw new UsageError('This verb has no --dry-run.');
  if ('alone' in verb) return tell(await verb.alone(asked), json);
  if (province === undefined) throw new UsageError('Name the province: --province quang-tri.');
  const act = verb.plan(asked);
  const context = await openContext({ province, table, endpoint });
  try {
    return tell(await act(context), json);
  } finally {
    context.close();
  }
}

function tell({ lines, data, failed = false }: Result, json: boolean): number {
  console.log(json ? JSON.stringify(data, undefined, 2) : lines.join('\n'));
  return failed ? 1 : 0;
}
