import type { Procedure } from '../procedure/schema.ts';
import type { Command, CommandType } from './commands.ts';
import type { Context, Decision, Refusal } from './decision.ts';
import type { CurrentStep, Dossier } from './state.ts';
import type { Applicant, DossierDocument, Filer } from './values.ts';

/**
 * Inputs of a decision besides the dossier and its procedure: the names they have in {@link Context}, each with its lookup
 * key. The loader need not know the command.
 */
export type Needs = {
  /**
   * The newest version of a procedure, by its code, for opening a dossier. Otherwise the dossier's own version is always
   * loaded.
   */
  readonly procedure?: string;
  /** By id. */
  readonly agency?: string;
  readonly competent?: string | undefined;
  readonly holder?: string | undefined;
  /** The closings of the province's agencies. */
  readonly successions?: true;
  readonly calendar?: true;
  /** The step that may be assigned to another officer than the actor. */
  readonly standsInFor?: CurrentStep | undefined;
  readonly fingerprint?: true;
  /** By code. */
  readonly otherDossier?: string | undefined;
  readonly applicantKey?: Applicant | undefined;
  readonly filerKey?: Filer | undefined;
  /** The agency that issues the code; a code is drawn only for accepted decisions. */
  readonly dossierCode?: string;
};

/** Inputs that are always loaded, and those listed in the needs. */
export type Given<K extends keyof Needs = never> = Pick<Context, 'now' | 'actor' | 'newId'> & {
  readonly [N in K]: Context[N];
};

export type CommandOf<T extends CommandType> = Extract<Command, { readonly type: T }>;
type Named<N> = Extract<keyof NoInfer<N>, keyof Needs>;
/** Inputs that no command chooses: rights, and what is refused of any command, depend on no others. */
export type Unchosen = 'calendar' | 'standsInFor';
type Before<N> = Given<Extract<Named<N>, Unchosen>>;

/** All properties of one command, in one rule. */
export type Rule<T extends CommandType, N extends Needs> = {
  readonly needs: (command: CommandOf<T>, dossier: Dossier) => N;
  /** Who may execute it. */
  readonly may: (dossier: Dossier, given: Before<N>, procedure: Procedure) => boolean;
  /** Why it cannot be done now, of any input. What a person may do now is read off this and `may`. */
  readonly refuseNow: (dossier: Dossier, given: Before<N>, procedure: Procedure) => Refusal | undefined;
  /** Whether it is also allowed for dossiers that another authority's system processes. */
  readonly elsewhere: boolean;
  /**
   * The pending files it waits for: those of an actor who declares by it that everything is there. Commands of the other side,
   * of timers and of other systems never wait, even if they end the time in which files may be added: a ticket must not delay
   * another actor's command. A file whose ticket was issued before is attached all the same.
   */
  readonly awaits: DossierDocument['kind'] | undefined;
  readonly decide: (dossier: Dossier, command: CommandOf<T>, given: Given<Named<N>>, procedure: Procedure) => Decision;
};

/** A decision or an authorization that uses an input not listed in the needs does not compile. */
export const rule =
  <T extends CommandType>() =>
  <N extends Needs>(says: Rule<T, N>): Rule<T, N> =>
    says;

/** As {@link Rule}, for commands without an existing dossier: anyone may call, and the decision checks the actor. */
export type OpeningRule<T extends CommandType, N extends Needs> = {
  readonly needs: (command: CommandOf<T>) => N;
  readonly decide: (command: CommandOf<T>, given: Given<Named<N>>) => Decision;
};

export const openingRule =
  <T extends CommandType>() =>
  <N extends Needs>(says: OpeningRule<T, N>): OpeningRule<T, N> =>
    says;

/** Constraint on a table of rules, independent of the needs: each entry is the rule of its own command. */
export type RuleOf<T extends CommandType> = {
  readonly needs: (command: CommandOf<T>, dossier: Dossier) => Needs;
  readonly decide: (dossier: Dossier, command: CommandOf<T>, given: never, procedure: Procedure) => Decision;
};
export type OpeningRuleOf<T extends CommandType> = {
  readonly needs: (command: CommandOf<T>) => Needs;
  readonly decide: (command: CommandOf<T>, given: never) => Decision;
};

/** Only for dossiers that the province processes; waits for no file. */
export const HERE = { elsewhere: false, awaits: undefined } as const;
/** As {@link HERE}, but also for dossiers that another authority's system processes. */
export const ANYWHERE = { elsewhere: true, awaits: undefined } as const;

export const NOTHING = () => ({});
export const CALENDAR = () => ({ calendar: true }) as const;
/** Commands of the agency that currently holds the dossier: {@link atCurrentDesk}. */
export const STAND_INS = (_: unknown, { step }: Dossier) => ({ standsInFor: step });
export const STAND_INS_AND_CALENDAR = (_: unknown, { step }: Dossier) =>
  ({ calendar: true, standsInFor: step }) as const;
