import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { FormAdapter } from '../../../functions/forms/adapters/form.ts';
import { FORM_EVENTS, FORM_NAMES, FORMS } from '../../../functions/forms/adapters/registry.ts';

const README = readFileSync(new URL('../../../functions/forms/issuing/README.md', import.meta.url), 'utf8');

/** The README's table of forms, without the register, which no event triggers. */
const told = [...README.matchAll(/^\| (\d|-) +\| `([a-z-]+)` +\| ([a-z, -]+?) +\|/gm)].map(
  ([, number, name, events]) => ({
    number: number === '-' ? undefined : Number(number),
    name,
    events: events?.split(', '),
  }),
);

it('the README lists each form with its number and its triggering events', () => {
  const held = FORM_NAMES.map((name) => {
    const { number, issuedBy }: FormAdapter = FORMS[name];
    return { number, name, events: Object.keys(issuedBy) };
  });
  expect(told).toEqual(held);
  const triggers = told.flatMap(({ events = [] }) => events);
  expect(FORM_EVENTS.toSorted()).toEqual([...new Set(['particulars-corrected', ...triggers])].toSorted());
});

it('the forms of a dossier are the first six of the circular, with the declaration and the notice of denial that it does not have', () => {
  const numbers = FORM_NAMES.map((name) => FORMS[name].number);
  expect(numbers.toSorted()).toEqual([1, 2, 3, 4, 5, 6, undefined, undefined]);
});
