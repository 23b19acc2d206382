import { LocalError } from '../launcher/errors.ts';

/** An option that cannot be used: one sentence that says what to write instead. */
export class BadOption extends LocalError {}

/** The simulated province broke a rule. The figures are worth nothing: the run ends with this. */
export class BrokenRule extends LocalError {
  /** Name of the rule, for tests and for whoever looks for it. */
  readonly rule: string;
  /** Which dossier and how; free of personal data. */
  readonly what: string;
  constructor(rule: string, what: string) {
    super(`The simulation broke the rule "${rule}": ${what}.`);
    this.rule = rule;
    this.what = what;
  }
}
