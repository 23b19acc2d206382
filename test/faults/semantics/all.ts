import type { EmulatorKind } from '../../../local/emulator/records.ts';
import type { Case } from './case.ts';
import { TABLE_CASES } from './dynamodb/index.ts';
import { eventCases } from './events.ts';
import { storeCases } from './s3.ts';
import { queueCases } from './sqs.ts';
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

/** What an emulator answers otherwise than AWS, as a page of the documentation. */
export function differencesOf(kind: EmulatorKind, title: string): string {
  const rows = Object.entries(ALL).flatMap(([service, cases]) =>
    cases.flatMap(({ name, source, differs }) => {
      const instead = differs?.[kind]?.instead;
      return instead === undefined ? [] : [[service, name, instead, source]];
    }),
  );
  const asked = Object.values(ALL)
    .flat()
    .filter(({ simulatedOnly }) => simulatedOnly === undefined);
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [
    `# Where ${title} answers otherwise than AWS`,
    '',
    `${rows.length} of the ${asked.length} cases in \`test/faults/semantics\` that are asked of the emulator as of the simulated cloud. This page is`,
    'written from them (`npx vitest run --project unit test/faults/semantics -u`); a difference that is gone fails `test/local/semantics.test.ts`.',
    '',
    line(['service', 'as on AWS', 'here instead', 'source']),
    line(['---', '---', '---', '---']),
    ...rows.map(line),
    '',
  ].join('\n');
}
