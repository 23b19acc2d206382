import { LocalError } from '../launcher/errors.ts';

/** An unusable option: one sentence that says what to write instead. */
export class BadOption extends LocalError {}

/** The simulated province broke a rule. The figures are invalid and the run ends. */
export class BrokenRule extends LocalError {
  /** Name of the rule, for tests and searches. */
  readonly rule: string;
  /** Which dossier and how; free of personal data. */
  readonly what: string;
  constructor(rule: string, what: string) {
    super(`The simulation broke the rule "${rule}": ${what}.`);
    this.rule = rule;
    this.what = what;
  }
}
