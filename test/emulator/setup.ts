import { DisableRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { TestProject } from 'vitest/node';
import { bringUp } from '../../local/launcher/bring-up.ts';
import { clientSettings } from '../../local/launcher/clients.ts';
import { notShownTable } from '../../local/launcher/emulator/capabilities.ts';
import { EMULATORS } from '../../local/launcher/emulator/records.ts';
import type { EmulatedEnvironment } from '../../local/launcher/environment.ts';
import { Progress } from '../../local/launcher/progress.ts';
import { answeredOtherwise } from '../faults/semantics/all.ts';
import { enforceRights } from '../rights/enforce.ts';
import { ON_THE_EMULATOR } from '../rights/unused.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    environment: EmulatedEnvironment;
  }
}

/**
 * Brings up a province of its own, on free ports and an emulator of its own, for all files below `test/emulator`. Its functions
 * reach AWS with the rights of their roles and no others: what they are refused fails the run.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const progress = new Progress(process.stdout);
  const { stop, ...environment } = await bringUp({
    province: 'quang-tri',
    ports: 'free',
    ownEmulator: true,
    workers: 2,
    progress,
  });
  // A form is an event of its dossier's log that comes some time after another one: the files that compare whole logs would
  // depend on when. The file about forms puts the events on that queue itself.
  const bus = new EventBridgeClient(clientSettings(environment));
  const Name = `motcua-${environment.province}-forms`;
  await bus.send(new DisableRuleCommand({ Name, EventBusName: environment.busName }));
  bus.destroy();
  const rights = await enforceRights(environment);
  project.provide('environment', environment);
  return async () => {
    rights.close();
    await stop();
    const { kind, title } = environment.emulator;
    console.log(`\nRan on ${title}. What the emulators cannot show:\n${notShownTable(Object.values(EMULATORS))}`);
    console.log(
      `${answeredOtherwise(kind)} cases of test/faults/semantics are answered otherwise than on AWS, as written down.`,
    );
    const { unused } = rights.rights;
    if (process.env.MOTCUA_UNUSED_RIGHTS) console.log(unused.join('\n'));
    // Another emulator leaves out what it cannot show.
    const whole = kind === 'ministack' && (await ranWhole(project));
    const left = whole ? ON_THE_EMULATOR.filter((one) => unused.includes(one)) : [];
    if (left.length > 0) throw new Error(`unused permissions: ${left.join(', ')} (test/rights/unused.ts)`);
    const refused = [...rights.refused];
    if (refused.length > 0) throw new Error(`refused to functions, whose roles do not allow it: ${refused.join(', ')}`);
  };
}

/** Whether every file of the project was run, and each as a whole. */
async function ranWhole(project: TestProject): Promise<boolean> {
  const { testFiles } = await project.globTestFiles();
  const ran = new Set(project.vitest.state.getFiles().map(({ filepath }) => filepath));
  return project.vitest.config.testNamePattern === undefined && testFiles.every((file) => ran.has(file));
}
