import type { PolicyStatementProps } from 'aws-cdk-lib/aws-iam';

/**
 * Something a function may use: the permission and the name it finds the thing under, in one value, so that neither is
 * ever given without the other.
 */
export type Grant = {
  readonly environment?: Readonly<Record<string, string>>;
  readonly statements?: readonly PolicyStatementProps[];
  /** Findings of cdk-nag that come with the permission, each with the reason why it is right. */
  readonly acknowledgements?: readonly Acknowledgement[];
};
export type Acknowledgement = { readonly id: string; readonly reason: string };

/** A grant that is configuration only. */
export const knows = (environment: Readonly<Record<string, string>>): Grant => ({ environment });
