import { DisableRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { TestProject } from 'vitest/node';
import { clientSettings } from '../../local/clients.ts';
import { notShownTable } from '../../local/emulator/capabilities.ts';
import { EMULATORS } from '../../local/emulator/records.ts';
import { bringUp, type EmulatedEnvironment } from '../../local/environment.ts';
import { Progress } from '../../local/progress.ts';
import { answeredOtherwise } from '../faults/semantics/all.ts';
import { enforceTableRights } from '../rights/enforce.ts';
import { refusedAmong, unusedRights } from '../rights/used.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    environment: EmulatedEnvironment;
  }
}

/**
 * Brings up a province of its own, on free ports and an emulator of its own, for all files below `test/local`. Its functions
 * reach the table with the rights they are deployed with and no others: what they are refused fails the run.
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
  const rights = await enforceTableRights(environment);
  project.provide('environment', environment);
  return async () => {
    rights.close();
    await stop();
    const { kind, title } = environment.emulator;
    console.log(`\nRan on ${title}. What the emulators cannot show:\n${notShownTable(Object.values(EMULATORS))}`);
    console.log(
      `${answeredOtherwise(kind)} cases of test/faults/semantics are answered otherwise than on AWS, as written down.`,
    );
    if (process.env.MOTCUA_UNUSED_RIGHTS) console.log(unusedRights(rights.done).join('\n'));
    const refused = refusedAmong(rights.done);
    if (refused.length > 0) throw new Error(`refused to functions, whose roles do not allow it: ${refused.join(', ')}`);
  };
}
