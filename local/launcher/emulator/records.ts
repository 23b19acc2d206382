import type { EmulatorRecord } from './emulator.ts';
import { answers } from './health.ts';
import { LOCALSTACK } from './localstack/record.ts';
import { MINISTACK } from './ministack/record.ts';

/** Every emulator, by its `EMULATOR` name. */
export const EMULATORS = { ministack: MINISTACK, localstack: LOCALSTACK } as const satisfies Record<
  string,
  EmulatorRecord
>;

export type EmulatorKind = keyof typeof EMULATORS;

export const EMULATOR_KINDS = Object.keys(EMULATORS) as readonly EmulatorKind[];

/** Which emulator answers at the endpoint, if any. */
export async function whoAnswers(endpoint: string): Promise<EmulatorKind | undefined> {
  for (const kind of EMULATOR_KINDS) if (await answers(endpoint, EMULATORS[kind].health)) return kind;
  return undefined;
}
