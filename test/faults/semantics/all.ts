import type { EmulatorKind } from '../../../local/launcher/emulator/records.ts';
import type { Case } from './case.ts';
import { TABLE_CASES } from './dynamodb/index.ts';
import { eventCases } from './events.ts';
import { storeCases } from './s3.ts';
import { queueCases } from './sqs/index.ts';
import { streamCases } from './streams.ts';

type Told = Pick<Case<never>, 'name' | 'source' | 'differs' | 'simulatedOnly'>;

/** Every case by its service, without its place. */
const ALL: Readonly<Record<string, readonly Told[]>> = {
  DynamoDB: Object.values(TABLE_CASES).flat(),
  SQS: queueCases,
  EventBridge: eventCases,
  S3: storeCases,
  'DynamoDB Streams': streamCases,
};

/** How many cases an emulator answers otherwise than AWS. */
export const answeredOtherwise = (kind: EmulatorKind): number =>
  Object.values(ALL)
    .flat()
    .filter(({ differs }) => differs?.[kind] !== undefined).length;

/** What emulators answer otherwise than AWS, as a page of the documentation. */
export function differencesPage(emulators: readonly { readonly kind: EmulatorKind; readonly title: string }[]): string {
  const told = Object.values(ALL).flat();
  const asked = told.filter(({ simulatedOnly }) => simulatedOnly === undefined);
  const instead = (differs: Told['differs']) => emulators.map(({ kind }) => differs?.[kind]?.instead);
  const rows = Object.entries(ALL).flatMap(([service, cases]) =>
    cases.flatMap(({ name, source, differs }) => {
      const here = instead(differs);
      const cells = [service, name, ...here.map((words) => words ?? 'as on AWS'), source];
      return here.some((words) => words !== undefined) ? [cells] : [];
    }),
  );
  const counts = emulators.map(({ title, kind }) => `${title} in ${answeredOtherwise(kind)}`);
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [
    '# Where the emulators differ from AWS',
    '',
    `The ${asked.length} cases in \`test/faults/semantics\` that the simulated cloud passes also run on each emulator: ${counts.join(', ')} of`,
    'them differ. This page is generated from them (`npx vitest run --project unit test/faults/semantics -u`); a difference',
    'that no longer exists fails `test/emulator/semantics.test.ts` on that emulator.',
    '',
    line(['service', 'on AWS', ...emulators.map(({ title }) => title), 'source']),
    line(['---', '---', ...emulators.map(() => '---'), '---']),
    ...rows.map(line),
    '',
  ].join('\n');
}
