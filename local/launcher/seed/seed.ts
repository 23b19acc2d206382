import { seedCatalogue } from '../../../operate/seed/catalogue.ts';
import { tableOf } from '../clients.ts';
import type { Environment } from '../environment.ts';

/** Puts the catalogue and the province's agencies into the table on the emulator, by the code an operator runs on AWS. */
export async function seed(environment: Environment): Promise<void> {
  await seedCatalogue(tableOf(environment), environment.province, { emulator: true });
}
