import { atTimer } from './decide-reached.ts';
import { accept } from './decision.ts';
import { WHENEVER } from './refuse-now.ts';
import { onlySystem } from './rights.ts';
import { ANYWHERE, CALENDAR, rule } from './rule.ts';
import { timerId, timersOf } from './timers.ts';

export const TIMER_RULES = {
  'fire-timer': rule<'fire-timer'>()({
    needs: CALENDAR,
    may: onlySystem,
    refuseNow: WHENEVER,
    ...ANYWHERE,
    decide(dossier, { timer }, { calendar, now }, procedure) {
      // The step ended, the date moved, or the timer already fired: a late or duplicate timer has no effect.
      const pending = timersOf(dossier).some((t) => timerId(t) === timerId(timer));
      if (!pending || now < timer.at) return accept();
      return accept(...atTimer(dossier, timer, { calendar, now, procedure }));
    },
  }),
};
