import { type Ask, type Entry, entries, idOf, textOf } from './answer.ts';

/** Hours of a working day. */
const DAY = 8;

type Time = { readonly channel: string; readonly number: number; readonly unit: string };

/**
 * Working hours of the whole procedure: the longest time of any channel. Undefined: the answer names none. Days that are not
 * said to be working days are counted as if they were, and asked about.
 */
export function hoursIn(entry: Entry, ask: Ask): number | undefined {
  const times: Time[] = entries(entry.CACHTHUCTHUCHIEN).flatMap(({ KENH, THOIGIAN }) =>
    entries(THOIGIAN).flatMap((time) => {
      const number = Number(textOf(time.THOIGIANGIAIQUYET).replace(',', '.'));
      return number > 0 ? [{ channel: textOf(KENH), number, unit: textOf(time.DONVITINH) }] : [];
    }),
  );
  const hours = times.map(({ number, unit }) => (/giờ/i.test(unit) ? number : number * DAY));
  const all = [...new Set(hours)];
  if (all.length !== 1) {
    const stated = times.map(({ channel, number, unit }) => `kênh ${channel}: ${number} ${unit}`).join('; ');
    ask('workingHours', `thời hạn theo từng kênh: ${stated || 'không ghi'}`);
  }
  for (const unit of new Set(times.map((time) => time.unit))) {
    if (!/giờ|ngày làm việc/i.test(unit)) ask('workingHours', `đơn vị "${unit}" đã tính như ngày làm việc`);
  }
  return all.length === 0 ? undefined : Math.max(...all);
}

/** The fees with their national codes: the same one on several channels is there once. */
export function feesIn(entry: Entry, ask: Ask) {
  const stated = entries(entry.CACHTHUCTHUCHIEN).flatMap(({ THOIGIAN }) =>
    entries(THOIGIAN).flatMap(({ PHILEPHI }) => entries(PHILEPHI)),
  );
  const codes: Record<string, string> = {};
  const seen = new Set<string>();
  const list = stated.flatMap((fee) => {
    const vi = textOf(fee.MOTA);
    const amount = Number(textOf(fee.SOTIEN).replaceAll(/[.,\s]/g, ''));
    const theirs = textOf(fee.MAPHILEPHI);
    const same = JSON.stringify([theirs, vi, amount]);
    if (seen.has(same)) return [];
    seen.add(same);
    const code = idOf(vi || 'le-phi', new Set(Object.keys(codes)));
    codes[code] = theirs;
    ask(`fees.${code}.name.en`, 'tên tiếng Anh');
    const known = Number.isInteger(amount) && amount > 0;
    if (!known) ask(`fees.${code}.amount`, `mức thu: "${textOf(fee.SOTIEN)} ${textOf(fee.DONVI)}"`);
    return {
      code,
      name: { vi, en: '' },
      kind: /lệ phí/i.test(vi) ? 'charge' : 'fee',
      amount: known ? amount : 0,
      ...(!known && { assessed: true }),
    };
  });
  ask('fees', 'điều kiện của từng khoản, miễn giảm, nghị quyết của Hội đồng nhân dân; phí (fee) hay lệ phí (charge)');
  return { list, codes };
}
