import { type Followed, follow, type Increment } from '../../functions/figures/counting/contribution.ts';
import { isoOf } from '../../shared/calendar/iso.ts';
import type { Actor } from '../../shared/dossier/actor.ts';
import type { Command } from '../../shared/dossier/commands.ts';
import type { DossierEvent, EventMeta, RecordedEvent } from '../../shared/dossier/events.ts';
import { record } from '../../shared/dossier/record.ts';
import { decide } from '../../shared/dossier/rules.ts';
import type { Dossier } from '../../shared/dossier/state.ts';
import { formatDossierCode } from '../../shared/identifiers/dossier-code.ts';
import type { Agency, Procedure } from '../../shared/procedure/schema.ts';
import { dayInVietNam } from '../../shared/time/viet-nam.ts';
import type { Channel } from '../../shared/values.ts';
import { drawArrival, drawChannel } from './arrivals.ts';
import { Chance } from './chance.ts';
import { BrokenRule } from './fault.ts';
import type { Place } from './places.ts';
import type { Office } from './staff.ts';
import type { World } from './world.ts';

/** An action on the dossier at a moment (epoch milliseconds). */
export type Act = {
  readonly at: number;
  readonly actor: Actor;
  readonly command: Command;
  /** The agency the command names. */
  readonly agency?: Agency | undefined;
  readonly standsInFor?: readonly string[] | undefined;
};

/** The acting officer; a deputy names the officer they represent. */
export type ActingOfficer = Pick<Act, 'actor' | 'standsInFor'>;

/** What is not drawn at random, for a dossier whose story is told. */
export type Chosen = {
  readonly procedureCode: string;
  readonly channel: Channel;
  /** The commune where it is filed, by its committee's identifier. */
  readonly commune: string;
  /** Epoch milliseconds. */
  readonly arrivesAt: number;
};

/** Last parts of a dossier's UUIDs; few dossiers need more. */
const tailOf = (number: number) => String(number).padStart(12, '0');
const TAILS = Array.from({ length: 100 }, (_, number) => tailOf(number));

const SYSTEM: Actor = { kind: 'system', subject: 'simulation' };

/** One dossier in the simulated province: its people and places are drawn at random; with its log so far. */
export class SimulatedDossier {
  readonly world: World;
  readonly index: number;
  readonly chance: Chance;
  readonly channel: Channel;
  readonly procedure: Procedure;
  readonly place: Place;
  /** The one-stop shop that receives it. */
  readonly reception: Office;
  readonly arrivesAt: number;
  readonly dossierId: string;
  readonly ownerKey: string;
  readonly log: RecordedEvent[] = [];
  /** The log's contribution to the province's figures. */
  readonly increments: Increment[] = [];
  /** Moment of the last action, epoch milliseconds. */
  now: number;
  #dossier: Dossier | undefined;
  #followed: Followed | undefined;
  readonly #prefix: string;
  #ids = 0;

  constructor(world: World, index: number, chosen?: Chosen) {
    const chance = new Chance(world.seed, index);
    this.world = world;
    this.index = index;
    this.chance = chance;
    this.channel = chosen?.channel ?? drawChannel(chance);
    const { procedures, weights } = world.offers[this.channel];
    const { all } = world.places;
    const isChosen = (p: Procedure) => p.procedureCode === chosen?.procedureCode;
    const isThere = ({ commune }: Place) => commune.agencyId === chosen?.commune;
    this.procedure = (chosen ? procedures.find(isChosen) : procedures[chance.weighted(weights)]) as Procedure;
    this.place = (chosen ? all.find(isThere) : all[chance.weighted(world.placeWeights)]) as Place;
    this.reception = world.office(this.procedure.level === 'province' ? world.places.centre : this.place.reception);
    this.arrivesAt = chosen?.arrivesAt ?? drawArrival(chance, world.period, this.channel, this.reception.wt);
    this.now = this.arrivesAt;
    const hex = index.toString(16).padStart(8, '0');
    this.#prefix = `${hex}-0000-4000-8000-`;
    this.dossierId = `${this.#prefix}000000000000`;
    this.ownerKey = hex.repeat(8);
  }

  get dossier(): Dossier {
    if (this.#dossier === undefined) throw new BrokenRule('opened first', `${this.dossierId} was never opened`);
    return this.#dossier;
  }

  get status() {
    return this.dossier.status;
  }

  get citizen(): Actor {
    return { kind: 'citizen', subject: this.ownerKey.slice(0, 16), ownerKey: this.ownerKey };
  }

  get system(): Actor {
    return SYSTEM;
  }

  /** A UUID of this dossier that it has not used yet. */
  id(): string {
    this.#ids += 1;
    return `${this.#prefix}${TAILS[this.#ids] ?? tailOf(this.#ids)}`;
  }

  /** A moment of work at an office: this many of its working minutes from now, never outside its hours. */
  inOffice({ wt }: Office, minutes: number, from = this.now): number {
    const ends = wt.add(from, Math.max(1, Math.round(minutes)));
    return Math.max(from, ends - this.chance.int(1, 59) * 1000);
  }

  /** A moment at which people are awake, about this many hours from now. */
  awake(hours: number): number {
    const at = this.now + Math.round(hours * 3_600_000) + this.chance.int(1000, 59_000);
    const hour = new Date(at + 7 * 3_600_000).getUTCHours();
    return hour >= 6 && hour < 23 ? at : at + 8 * 3_600_000;
  }

  /** Executes the action by the rules. @throws {BrokenRule} when they reject: simulated people only do what is allowed. */
  perform({ at, actor, command, agency, standsInFor }: Act): void {
    const now = isoOf(at);
    const { procedure, world, ownerKey } = this;
    const step = this.#dossier?.step;
    const opens = command.type === 'open-branch';
    const decision = decide(this.#dossier, command, {
      now,
      actor,
      newId: this.id(),
      procedure,
      agency,
      holder: opens && step ? world.agency(step.agencyId) : undefined,
      calendar: world.calendar,
      standsInFor,
      // The same applicant's first filing, which lies outside what is simulated.
      otherDossier: command.type === 'close' ? { dossierId: 'first-filing', ownerKey, ended: false } : undefined,
      applicantKey: ownerKey,
      filerKey: 'draft' in command && command.draft.filer ? `f${ownerKey.slice(1)}` : undefined,
      dossierCode: command.type === 'submit' || command.type === 'import-dossier' ? this.#code(now) : undefined,
    });
    if (!decision.ok) {
      const { code } = decision.rejection;
      const where = `${this.dossierId} (${procedure.procedureCode}, ${this.#dossier?.status ?? 'new'})`;
      throw new BrokenRule('only what is allowed', `${command.type} of ${where} was refused with ${code} at ${now}`);
    }
    const { kind, subject } = actor;
    const official = actor.kind === 'officer' && actor.official !== undefined && { official: actor.official };
    const meta = { dossierId: this.dossierId, occurredAt: now, actor: { kind, subject, ...official } };
    for (const event of decision.events) this.#keep(event, meta);
    this.now = at;
  }

  /** One event at a time, so that the figures see the dossier after each event. */
  #keep(event: DossierEvent, meta: Omit<EventMeta, 'version'>): void {
    const recorded = record(this.#dossier, [event], meta);
    const last = recorded?.events[0];
    if (recorded === undefined || last === undefined) return;
    const { followed, increments } = follow(this.#followed, last, recorded.dossier, this.procedure);
    this.#dossier = recorded.dossier;
    this.#followed = followed;
    this.log.push(last);
    for (const increment of increments) this.increments.push(increment);
  }

  /** A unique code in the province's pattern: the province is not simulated day by day. */
  #code(now: string): string {
    const { codes, codePattern } = this.world;
    const { agencyId } = this.reception.agency;
    const day = dayInVietNam(now);
    const key = `${agencyId} ${day}`;
    let prefix = codes.get(key);
    if (prefix === undefined) {
      const first = formatDossierCode(codePattern, { agencyId, day, sequence: 1 });
      if (!first.ok) throw new BrokenRule('dossier code', `${agencyId} cannot number a dossier`);
      prefix = first.value.slice(0, -codePattern.sequenceDigits);
      codes.set(key, prefix);
    }
    return `${prefix}${String(this.index + 1).padStart(codePattern.sequenceDigits, '0')}`;
  }
}

/**
 * The actions on one dossier, one by one. Each action is yielded and executed before the next one is chosen, so that
 * people see the current dossier. A scenario that returns early leaves the dossier waiting.
 */
export type Scenario = Generator<Act, void, void>;
