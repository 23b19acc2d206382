import { describe, expect, it, test } from 'vitest';
import { nameHas, runAskedFor, runsOf, termsOf } from '../../../functions/search/terms.ts';
import { fold } from '../../../shared/text/fold.ts';
import { submitted } from '../../shared/dossier/world.ts';
import { term } from './world.ts';

describe('folding', () => {
  test.each([
    ['Nguyễn Thị Ánh', 'nguyen thi anh'],
    ['ĐẶNG  Văn-Đức', 'dang van duc'],
    ['Y’ Bhăm Niê', 'y bham nie'],
    // Composed and decomposed, and tones typed before their circumflex.
    ['Trần Thế', 'tran the'],
    // Written either way.
    ['Lý Thị Mỹ', 'li thi mi'],
    ['Trần Thế'.normalize('NFD'), 'tran the'],
    ['Công ty TNHH 2 thành viên “Ánh Dương”', 'cong ti tnhh 2 thanh vien anh duong'],
    ['Nguyễn Văn A (con ông B)', 'nguyen van a con ong b'],
    ['王小明', '王小明'],
    ['…', ''],
  ])('%s is found as %s', (name, folded) => {
    expect(fold(name)).toBe(folded);
  });
});

describe('words of a name', () => {
  it('are looked up by its last word and by two and three that follow each other', () => {
    expect(runsOf('Nguyễn Thị Ánh')).toEqual(['anh', 'nguyen thi', 'thi anh', 'nguyen thi anh']);
    expect(runsOf('Ánh')).toEqual(['anh']);
  });

  it('of a long name are its last six: no name makes more than ten', () => {
    const runs = runsOf('Công ty trách nhiệm hữu hạn một thành viên thương mại dịch vụ Ánh Dương');
    expect(runs).toContain('dich vu anh');
    expect(runs).not.toContain('cong ty');
    expect(runs).toHaveLength(10);
  });

  test.each(['Ánh', 'thi ANH', 'nguyen thi', 'Nguyễn Thị Ánh'])('typed as %s lead to one of them', (typed) => {
    expect(runsOf('Nguyễn Thị Ánh')).toContain(runAskedFor(typed));
    expect(nameHas(['Nguyễn Thị Ánh'], typed)).toBe(true);
  });

  test.each(['Thị', 'nguyen anh', 'Ánh Thị'])('typed as %s do not', (typed) => {
    expect(runsOf('Nguyễn Thị Ánh')).not.toContain(runAskedFor(typed));
  });

  it('match whole words', () => {
    expect(nameHas(['Nguyễn Thị Ánh'], 'thi an')).toBe(false);
  });
});

it('nothing of a person stands in a key', async () => {
  const { state } = submitted();
  const terms = await termsOf(state, term);
  expect(terms).toHaveLength(6);
  expect(terms.join()).not.toMatch(/anh|nguyen|0912345678|045190000123/i);
});
