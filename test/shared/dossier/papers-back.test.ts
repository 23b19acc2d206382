import { describe, expect, it } from 'vitest';
import type { Command } from '../../../shared/dossier/commands.ts';
import { type History, PROCEDURE, underWay } from './world.ts';

describe('papers given back when a dossier ends without a result', () => {
  const HANDED = {
    papers: [
      { component: 'request', original: 1, copy: 2, electronic: 1 },
      { name: 'Bản vẽ', electronic: 3 },
    ],
    sets: 1,
  };
  const atCounter = () => {
    const history = underWay();
    history.dossier = { ...history.state, handedOver: HANDED };
    return history;
  };
  const backAfter = (history: History) =>
    history.log.flatMap((event) => ('returnedDocuments' in event ? [event.returnedDocuments] : []));
  const paper = `${PROCEDURE.components[0]?.name.vi} (1 bản chính, 2 bản sao)`;
  const close = { type: 'close', ground: 'procedure-abolished', legalGround: 'Điều 17' } as const;

  it('are what was handed over on paper; files are not given back', () => {
    expect(backAfter(atCounter().must('approver', { type: 'stop', ground: 'Khác' }))).toEqual([[paper]]);
    expect(backAfter(atCounter().must('approver', close))).toEqual([[paper]]);
    const withdrawn = atCounter().must('owner', { type: 'request-withdrawal', reason: 'Đổi ý' });
    expect(backAfter(withdrawn.must('approver', { type: 'decide-withdrawal', granted: true }))).toEqual([[paper]]);
  });

  it('are none for a dossier of files alone', () => {
    const history = atCounter();
    history.dossier = { ...history.state, handedOver: { papers: [{ name: 'Bản vẽ', electronic: 3 }], sets: 1 } };
    expect(backAfter(history.must('approver', close))).toEqual([[]]);
  });

  it('are what the officer says, and unknown in records from before papers were declared', () => {
    const stated: Command = { type: 'stop', ground: 'Khác', returnedDocuments: ['Sổ đỏ (1 bản chính)'] };
    expect(backAfter(atCounter().must('approver', stated))).toEqual([['Sổ đỏ (1 bản chính)']]);
    const older = atCounter();
    older.dossier = { ...older.state, handedOver: undefined };
    expect(backAfter(older.must('approver', { type: 'stop', ground: 'Khác' }))).toEqual([]);
  });

  it('are not listed when a withdrawal is refused', () => {
    const asked = atCounter().must('owner', { type: 'request-withdrawal', reason: 'Đổi ý' });
    expect(backAfter(asked.must('approver', { type: 'decide-withdrawal', granted: false, reason: 'x' }))).toEqual([]);
  });
});
