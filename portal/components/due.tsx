import { between, momentText } from '../client/format.ts';
import { useTexts } from '../texts/language.tsx';

/** Time left or time over as a word, with the moment behind it; the colour only repeats the word. */
export function Due({ at, now }: { at: string | undefined; now: number }) {
  const { language, t } = useTexts();
  if (at === undefined) return <span class="due">{t.noDue}</span>;
  const { days, hours, late } = between(now, Date.parse(at));
  const kind = late ? 'late' : days < 1 ? 'soon' : 'fine';
  return (
    <time class={`due due--${kind}`} dateTime={at} title={momentText(at, language)}>
      <span aria-hidden="true">{{ late: '●', soon: '◐', fine: '○' }[kind]} </span>
      {late ? t.late(days, hours) : t.left(days, hours)}
    </time>
  );
}
