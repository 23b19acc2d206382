import { people } from '../../../local/demo/stage.ts';
import type { ProvinceWorld } from '../app/province.ts';

/** Personal data: names, numbers and addresses of the simulated people. */
const NEEDLES = people.citizens.flatMap(({ HoVaTen, SoDinhDanh, SoDienThoai, ThuDienTu, DiaChi }) => [
  ...[HoVaTen, SoDinhDanh, SoDienThoai, ThuDienTu, DiaChi],
]);

/** No message, event or log line tells anything of a person. */
export function privacyFaults(world: ProvinceWorld): readonly string[] {
  const places = [
    ...world.sent.map(({ queue, body }) => [`queue ${queue}`, body] as const),
    ...world.logs
      .filter(({ function: name }) => name.startsWith('motcua-'))
      .map(({ function: name, line }) => [`log of ${name}`, line] as const),
  ];
  const faults = new Set<string>();
  for (const [place, text] of places) {
    const told = NEEDLES.find((needle) => text.includes(needle));
    if (told !== undefined) faults.add(`${place} tells of a person: ${text.replaceAll(told, '…').slice(0, 120)}`);
  }
  return [...faults];
}

/** What still lies in dead-letter queues, with its cause. */
export function deadLetters(world: ProvinceWorld): readonly string[] {
  return [...world.queues].flatMap(([name, queue]) =>
    name.includes('dead-letters')
      ? queue.messages.map(
          ({ body, attributes }) =>
            `${name}: ${attributes.cause?.StringValue ?? 'received too often'} ${body.slice(0, 160)}`,
        )
      : [],
  );
}
