import { expect, it } from 'vitest';
import { prefilled } from '../../../../functions/dossiers/intake/prefill.ts';
import { evaluate } from '../../../../shared/procedure/declaration/evaluate.ts';
import { CATALOGUE_FOLDER, loadCatalogue } from '../../../../shared/procedure/load-catalogue.ts';
import { accepted } from '../../../shared/identifiers/outcome.ts';
import { TODAY } from '../../../shared/procedure/declaration/example.ts';

const declared = accepted(loadCatalogue(CATALOGUE_FOLDER)).flatMap(({ declaration }) => declaration ?? []);

it('declarations propose what the sign-in knows, by their own rules', () => {
  const owner = {
    name: 'Trần Thị Mẫu',
    identity: { type: 'personal-id', number: '001190123456' },
    phone: '0912345678',
    email: 'mau@example.vn',
  };
  for (const declaration of declared) {
    const proposed = prefilled(declaration, { owner });
    expect(Object.keys(proposed).length).toBeGreaterThanOrEqual(2);
    expect(evaluate(declaration, proposed, TODAY).faults).toEqual([]);
  }
});
