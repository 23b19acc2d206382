import { expect, it } from 'vitest';
import { headSigns, officerSigns } from '../../../../functions/forms/content/parts.ts';

const OF = { agency: 'Sở Tư pháp tỉnh Quảng Trị' };

it.each([
  [{ name: 'Lê Văn Trưởng', title: 'Giám đốc' }, 'Lê Văn Trưởng', ['Giám đốc']],
  [{ title: 'Giám đốc', phone: '02333852529' }, 'Giám đốc', ['Điện thoại: 02333852529']],
  [undefined, 'Sở Tư pháp tỉnh Quảng Trị', []],
])('a signature of %j is never an empty line', (official, name, details) => {
  for (const signature of [officerSigns(OF, official), headSigns(OF, official)]) {
    expect(signature).toMatchObject({ name, details });
  }
});
