import { originalsOf, postalRecord } from '../../../../local/demo/handed-over.ts';
import { PLANS } from '../../../../local/demo/plans.ts';
import type { HandedOver } from '../../../../shared/dossier/handed-over.ts';
import { ask } from '../good-table.ts';
import { DESK, filed } from '../world.ts';
import { act, action, on, type Provocation } from './kit.ts';

const whole = originalsOf(PLANS.birth.required);
const LONG_AGO = postalRecord('BB-01', '2026-01-05T08:00:00+07:00');
const NEVER = postalRecord('BB-02', '2099-01-05T08:00:00+07:00');

const withPaper = (...papers: HandedOver['papers']) => ({ ...whole, papers: [...whole.papers, ...papers] });

type Channel = 'direct' | 'postal';
/** A declaration that is refused, and the channel of its dossier. */
const DECLARED: Readonly<Record<string, readonly [HandedOver | undefined, Channel]>> = {
  'handed-over-required': [undefined, 'direct'],
  'paper-unnamed': [withPaper({ copy: 1 }), 'direct'],
  'paper-listed-twice': [withPaper({ name: 'Giấy khác', copy: 1 }, { name: 'Giấy khác', copy: 1 }), 'direct'],
  'paper-without-count': [withPaper({ name: 'Giấy khác' }), 'direct'],
  'hand-over-record-unexpected': [{ ...whole, record: LONG_AGO }, 'direct'],
  'limit-reached': [
    withPaper(...Array.from({ length: 31 }, (_, n) => ({ name: `Giấy khác ${n}`, copy: 1 }))),
    'direct',
  ],
};
const ON_ACCEPT: typeof DECLARED = {
  ...DECLARED,
  'missing-components': [{ papers: [], sets: 1 }, 'direct'],
  'hand-over-record-required': [whole, 'postal'],
};
const ON_SUPPLY: typeof DECLARED = {
  ...DECLARED,
  'unknown-component': [withPaper({ component: 'nothing-known', copy: 1 }), 'direct'],
  'hand-over-record-too-early': [{ ...whole, record: LONG_AGO }, 'postal'],
  'moment-in-the-future': [{ ...whole, record: NEVER }, 'postal'],
};

const refused = (
  table: typeof DECLARED,
  route: string,
  refuse: (handedOver: HandedOver | undefined, channel: Channel) => Provocation['ask'],
) =>
  Object.fromEntries(
    Object.entries(table).map(([code, [handedOver, channel]]): [string, Provocation] => [
      `${route} ${code}`,
      { status: 422, ask: refuse(handedOver, channel) },
    ]),
  );

/** Of what reception declares as handed over. */
export const OF_HANDED_OVER: Readonly<Record<string, Provocation>> = {
  ...refused(ON_ACCEPT, 'actions.act', (handedOver, channel) => async () => {
    return act(await filed({ channel }), DESK, { type: 'accept', ...(handedOver && { handedOver }) });
  }),
  ...refused(ON_SUPPLY, 'intake.supplementDossier', (handedOver, channel) => async () => {
    const walk = await filed({ channel });
    await walk.act(DESK, action('request-supplement'));
    const { version } = await walk.read();
    const body = handedOver === undefined ? {} : { handedOver };
    return ask('intake.supplementDossier', 'reception', { ...on(walk), body, ifMatch: version });
  }),
};
