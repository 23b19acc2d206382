import { dayAfter } from '../../../functions/figures/counting/period.ts';
import { seededPeople } from '../../../local/simulators/identity/people.ts';
import { SLUG } from '../../faults/app/addresses.ts';
import type { Prepared } from '../../faults/app/prepare.ts';
import type { ProvinceWorld } from '../../faults/app/province.ts';
import { AUTUMN, DESK, fill, hasAutumn, RECENT_DAYS, type Size, TODAY } from './fill.ts';
import { meterOf, type Taken } from './meter.ts';
import { begunWorld, lived, type Template } from './template.ts';

/** What was measured, by what was done. */
export type Measured = ReadonlyMap<string, Taken>;

const POLLS_MS = 600_000;
const LEADER = 'quan-tri';
/** Whose dossier is lived. */
const APPLICANT = 'cong-dan-an';

/** Fills a table, processes one more dossier in it, and measures typical reads. */
export async function measure(prepared: Prepared, template: Template, size: Size): Promise<Measured> {
  const world = await begunWorld(prepared);
  fill(world, template, size);
  const meter = meterOf(world, SLUG);
  const measured = new Map<string, Taken>();

  let dossierId = '';
  const life = await meter.during(async () => {
    dossierId = await lived(world);
  });
  for (const [name, taken] of [...life].toSorted(([a], [b]) => a.localeCompare(b))) {
    if (POLLERS.includes(name)) continue;
    measured.set(`one dossier's life: ${name}`, taken);
  }
  for (const [title, look] of looks(world, dossierId, size)) {
    measured.set(title, sum(await meter.during(look)));
  }
  const idle = await meter.during(() => world.scheduler.run(() => false, world.scheduler.now + POLLS_MS));
  for (const name of POLLERS) {
    const taken = idle.get(name);
    if (taken !== undefined) measured.set(`ten idle minutes: ${name}`, taken);
  }
  return measured;
}

/** Scheduled functions: their runs do not depend on the dossier. */
const POLLERS: readonly string[] = ['deadlines'];

function sum(taken: ReadonlyMap<string, Taken>): Taken {
  return [...taken]
    .filter(([name]) => !POLLERS.includes(name))
    .reduce(
      (all, [, { requests, read, write }]) => ({
        requests: all.requests + requests,
        read: all.read + read,
        write: all.write + write,
      }),
      { requests: 0, read: 0, write: 0 },
    );
}

type Look = readonly [string, () => Promise<unknown>];

function looks(world: ProvinceWorld, dossierId: string, { months }: Size): readonly Look[] {
  const shows = (who: string, path: string, body?: unknown) => () =>
    world.ask<Record<string, unknown>>('look', who, path, ...(body === undefined ? [] : [body]));
  const days = { from: dayAfter(TODAY, 1 - RECENT_DAYS), to: TODAY };
  const figures = (groupBy?: string, { from, to } = days, agencyId = 'H50') =>
    shows(LEADER, `/v1/figures?${new URLSearchParams({ from, to, agencyId, ...(groupBy && { groupBy }) })}`);
  const month = { from: '2026-02-01', to: '2026-02-28' };
  const code = [...world.table.rows.all()].find(
    (item) => item.pk?.S?.startsWith('CODE#') && item.dossierId?.S === dossierId,
  )?.pk?.S;
  const owner = seededPeople().citizens.find(({ personId }) => personId === APPLICANT);
  const lookUp = {
    dossierCode: code?.slice('CODE#'.length),
    identity: { type: 'personal-id', number: owner?.SoDinhDanh, country: 'VN' },
  };
  const autumn = { from: dayAfter(AUTUMN.from, 2), to: dayAfter(AUTUMN.from, 1 + RECENT_DAYS) };
  const past: readonly Look[] = [
    ['figures of 20 days of last autumn: by agency', figures('agency', autumn)],
    ['figures of 20 days of last autumn: by field', figures('field', autumn)],
  ];
  return [
    ...(hasAutumn(months) ? past : []),
    ['figures of 20 days: the province in full', figures()],
    ['figures of 20 days: by agency', figures('agency')],
    ['figures of 20 days: by field', figures('field')],
    ['figures of 20 days: by day', figures('day')],
    ['figures of 20 days: by officer', figures('officer')],
    ['figures of 20 days: one agency by channel', figures('channel', days, 'H50.120')],
    [
      'quality index of 20 days',
      shows(LEADER, `/v1/quality-index?${new URLSearchParams({ ...days, agencyId: 'H50' })}`),
    ],
    ['public figures of last month', shows(LEADER, `/v1/public-figures?${new URLSearchParams(month)}`)],
    ['inbox of a reception, one page', shows('ho-tich-dong-hoi', `/v1/inbox?agencyId=${DESK}`)],
    ['my dossiers, one page', shows(APPLICANT, '/v1/dossiers')],
    ['one dossier', shows(APPLICANT, `/v1/dossiers/${dossierId}`)],
    ['its timeline', shows(APPLICANT, `/v1/dossiers/${dossierId}/timeline`)],
    ['looked up by its code', shows(APPLICANT, '/v1/lookup', lookUp)],
  ];
}
