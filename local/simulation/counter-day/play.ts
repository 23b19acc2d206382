import { momentOf } from '../../../shared/calendar/iso.ts';
import { workingTime } from '../../../shared/calendar/working-time.ts';
import { checkDossier } from '../check-dossier.ts';
import { OfficeHours } from '../office-hours.ts';
import { play } from '../simulate.ts';
import { SimulatedDossier } from '../simulated-dossier.ts';
import { buildWorld, type World } from '../world.ts';
import { Desk } from './desk.ts';
import { STORIES } from './stories.ts';
import type { Story } from './story.ts';

/** The Monday of the counter day, and the working days until its last dossier has ended. */
const DAY = '2026-06-01';
const WORKING_DAYS = 160;
const OPENS = `${DAY}T00:30:00.000Z`;

export type Told = { readonly story: Story; readonly simulated: SimulatedDossier };

/** The province in which the day is played: the one whose agencies the stories name. */
export const counterWorld = (): World =>
  buildWorld({ province: 'quang-tri', from: DAY, days: WORKING_DAYS, seed: 1, dossiers: STORIES.length });

/**
 * One story through the rules, its deadlines fired in between, held to the checks of every simulated dossier.
 * @throws {BrokenRule} when an act is rejected, a check fails, or the dossier is not what the story says in the end
 */
export function tell(world: World, story: Story, index: number): Told {
  const { procedureCode, channel, commune } = story;
  const arrivesAt = workingTime(world.calendar).add(momentOf(OPENS), story.minute);
  const simulated = new SimulatedDossier(world, index, { procedureCode, channel, commune, arrivesAt });
  play(simulated, story.tell(new Desk(simulated)));
  // Index 0: its log is folded again.
  checkDossier(simulated, 0, new OfficeHours(world.calendar));
  return { story, simulated };
}

/** The whole day. */
export function counterDay(world = counterWorld()): readonly Told[] {
  return STORIES.map((story, index) => tell(world, story, index));
}
