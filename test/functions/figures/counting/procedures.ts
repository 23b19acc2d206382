import type { Agency, Procedure } from '../../../../shared/procedure/schema.ts';

const text = (vi: string) => ({ vi, en: vi });

export const AGENCIES: readonly Agency[] = [
  { agencyId: 'H50.1', name: text('Một cửa tỉnh'), kind: 'reception', level: 'province' },
  { agencyId: 'H50.12', name: text('Sở'), kind: 'department', level: 'province' },
  { agencyId: 'H50.20', name: text('Phường'), kind: 'commune', level: 'commune' },
  { agencyId: 'H50.20.1', name: text('Một cửa phường'), kind: 'reception', level: 'commune' },
  { agencyId: 'H50.201', name: text('Công an'), kind: 'police', level: 'commune' },
];

const common = {
  version: 1,
  name: text('Thủ tục'),
  legalBasis: 'Luật',
  channels: ['direct', 'online', 'postal'],
  applicants: ['citizen'],
  components: [
    { component: 'request', name: text('Tờ khai'), required: true },
    { component: 'proof', name: text('Giấy tờ'), required: false },
  ],
  fees: [{ code: 'fee', name: text('Phí'), kind: 'fee', amount: 50_000 }],
  postalReturn: true,
} satisfies Partial<Procedure>;

const step = (stepId: string, agencyKind: Agency['kind'], workingHours: number) => ({
  stepId,
  name: text(stepId),
  agencyKind,
  roles: ['handler' as const],
  workingHours,
});

/** Where a dossier may go: to a department, through a step at reception, in a set led by a later step, to a ministry. */
export const PROCEDURES: readonly Procedure[] = [
  {
    ...common,
    procedureCode: '2.000488',
    field: { code: 'justice', name: text('Tư pháp') },
    level: 'province',
    steps: [step('examine', 'department', 16), step('sign', 'department', 8)],
    workingHours: 24,
  },
  {
    ...common,
    procedureCode: '1.001193',
    field: { code: 'civil-status', name: text('Hộ tịch') },
    level: 'commune',
    steps: [step('check', 'reception', 2), step('decide', 'commune', 6)],
    workingHours: 8,
    paymentStopsClock: false,
  },
  {
    ...common,
    procedureCode: '2.002621',
    field: { code: 'civil-status', name: text('Hộ tịch') },
    level: 'commune',
    steps: [step('verify', 'police', 8), step('register', 'commune', 8)],
    workingHours: 16,
    interlinked: { lead: 'commune', with: ['1.001193'] },
    afterSupplement: 'resume',
  },
  {
    ...common,
    procedureCode: '1.004964',
    field: { code: 'justice', name: text('Tư pháp') },
    level: 'province',
    steps: [step('follow', 'department', 16)],
    workingHours: 16,
    processedBy: 'ministry',
  },
];

export function procedureOf(code: string): Procedure {
  const found = PROCEDURES.find((p) => p.procedureCode === code);
  if (found === undefined) throw new Error(`no procedure ${code}`);
  return found;
}
