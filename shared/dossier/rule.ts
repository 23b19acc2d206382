import type { Procedure } from '../procedure/schema.ts';
import type { Command, CommandType } from './commands.ts';
import type { Context, Decision } from './decision.ts';
import type { CurrentStep, Dossier } from './state.ts';
import type { Applicant, DossierDocument } from './values.ts';

/**
 * What a decision needs that neither the dossier nor its procedure says, by the names it has in {@link Context}, each
 * with what it is to be found by. Whoever provides it need not know the command.
 */
export type Needs = {
  /** The newest version of a procedure, by its code: where a dossier is opened. Else its own is there anyway. */
  readonly procedure?: string;
  /** By their ids. */
  readonly agency?: string;
  readonly competent?: string | undefined;
  readonly holder?: string | undefined;
  readonly calendar?: true;
  /** The step that may be assigned to somebody else than who acts. */
  readonly standsInFor?: CurrentStep | undefined;
  readonly applicantKey?: Applicant;
  /** The agency that issues the code; none is drawn for a decision that does not stand. */
  readonly dossierCode?: string;
};

/** What is always there, and what the needs named. */
export type Given<K extends keyof Needs = never> = Pick<Context, 'now' | 'actor' | 'newId'> & {
  readonly [N in K]: Context[N];
};

export type CommandOf<T extends CommandType> = Extract<Command, { readonly type: T }>;
type Named<N> = Extract<keyof NoInfer<N>, keyof Needs>;

/** Everything that is said of one command; nothing of it is said unless its own rule says so. */
export type Rule<T extends CommandType, N extends Needs> = {
  readonly needs: (command: CommandOf<T>, dossier: Dossier) => N;
  /** Who may ask it. */
  readonly may: (dossier: Dossier, given: Given<Named<N>>, procedure: Procedure) => boolean;
  /** Of dossiers that another authority's system processes: whether it may be asked of those too. */
  readonly elsewhere: boolean;
  /**
   * The files it waits for: those of whoever says by it that everything is there. A command of the other side, of a clock
   * or of another system waits for none, even where it ends the time in which files may be brought: nobody holds up
   * another's act by a ticket, and a file that was granted before is attached all the same.
   */
  readonly awaits: DossierDocument['kind'] | undefined;
  readonly decide: (dossier: Dossier, command: CommandOf<T>, given: Given<Named<N>>, procedure: Procedure) => Decision;
};

/** A decision or a right that uses what the needs do not name does not compile. */
export const rule =
  <T extends CommandType>() =>
  <N extends Needs>(says: Rule<T, N>): Rule<T, N> =>
    says;

/** As {@link Rule}, where there is no dossier yet: anybody may ask, and the decision looks at who does. */
export type OpeningRule<T extends CommandType, N extends Needs> = {
  readonly needs: (command: CommandOf<T>) => N;
  readonly decide: (command: CommandOf<T>, given: Given<Named<N>>) => Decision;
};

export const openingRule =
  <T extends CommandType>() =>
  <N extends Needs>(says: OpeningRule<T, N>): OpeningRule<T, N> =>
    says;

/** What a table of rules asks of each, whatever it needs: that it is the rule of its own command. */
export type RuleOf<T extends CommandType> = {
  readonly needs: (command: CommandOf<T>, dossier: Dossier) => Needs;
  readonly decide: (dossier: Dossier, command: CommandOf<T>, given: never, procedure: Procedure) => Decision;
};
export type OpeningRuleOf<T extends CommandType> = {
  readonly needs: (command: CommandOf<T>) => Needs;
  readonly decide: (command: CommandOf<T>, given: never) => Decision;
};

/** Asked of dossiers that the province processes, and waits for no file. */
export const HERE = { elsewhere: false, awaits: undefined } as const;
/** As {@link HERE}, of dossiers that another authority's system processes too. */
export const ANYWHERE = { elsewhere: true, awaits: undefined } as const;

export const NOTHING = () => ({});
export const CALENDAR = () => ({ calendar: true }) as const;
/** Of what the desk that holds the dossier may ask: {@link atCurrentDesk}. */
export const STAND_INS = (_: unknown, { step }: Dossier) => ({ standsInFor: step });
export const STAND_INS_AND_CALENDAR = (_: unknown, { step }: Dossier) =>
  ({ calendar: true, standsInFor: step }) as const;
