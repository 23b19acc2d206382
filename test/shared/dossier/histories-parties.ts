import type { Command } from '../../../shared/dossier/commands.ts';
import { openCorrection } from '../../../shared/dossier/correction-request.ts';
import { PARTIES } from '../../../shared/dossier/parties.ts';
import type { Dossier } from '../../../shared/dossier/state.ts';
import { PARENT } from './samples.ts';
import { draft, uuidOf } from './world.ts';

/** What a command is made from: numbers to pick by, and whether it tries to fit the dossier as it stands. */
export type Draw = {
  readonly n: number;
  readonly minute: number;
  readonly apt: boolean;
  readonly dossier: Dossier | undefined;
};

export const pick = <T>(from: readonly T[], n: number): T => from[n % from.length] as T;

const asked = (dossier: Dossier | undefined) => {
  const open = dossier && openCorrection(dossier);
  return open && { requestId: open.requestId };
};

/** Commands about owner and filer: who they are, what they declare, and what was typed wrong. */
export const OF_PARTIES: readonly ((draw: Draw) => Command)[] = [
  ({ n, apt }) => {
    const { applicant, resultDelivery } = draft();
    const filer = apt ? { filer: PARENT } : {};
    return { type: 'change-draft', change: { applicant, ...filer, resultDelivery, language: pick(['vi', 'en'], n) } };
  },
  ({ n, apt }) => ({
    type: 'declare',
    answers: apt
      ? pick([{ name: 'Trần Thị Mẫu' }, {}, { name: 'Trần Thị Mẫu', married: 'yes' }], n)
      : pick([{ name: 7 }, { nowhere: 'x' }], n),
  }),
  ({ n, apt, dossier }) => ({
    type: 'correct-particulars',
    reason: 'Chủ hồ sơ đề nghị',
    ...(apt && asked(dossier)),
    ...(apt && { filer: { ...PARENT, phone: `091234567${n}` } }),
    ...(n > 0 && { applicant: { ...draft().applicant, name: pick(['Nguyễn Thị Anh', 'Lê Thị Ánh'], n) } }),
  }),
  ({ n, apt }) => ({
    type: 'request-correction',
    reason: 'Khai nhầm',
    ...(apt ? { applicant: { ...draft().applicant, address: `Thôn ${n}` } } : { filer: n > 1 ? PARENT : null }),
  }),
  ({ dossier, n }) => ({
    type: 'refuse-correction',
    requestId: asked(dossier)?.requestId ?? uuidOf(n),
    reason: 'Không khớp giấy tờ',
  }),
  ({ apt }) => ({ type: 'change-filer', filer: apt ? { ...PARENT, noticesTo: 'applicant' } : null }),
  ({ n }) => ({ type: 'change-contact', contact: { phone: `090000000${n}` } }),
  ({ apt, dossier, n }) => {
    const person = pick(PARTIES, n);
    const { name = 'A', identity } = dossier?.[person] ?? {};
    return { type: 'confirm-identity', person, name: apt ? name : 'B', number: identity?.number };
  },
];
