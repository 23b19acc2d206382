import type { PolicyStatementProps } from 'aws-cdk-lib/aws-iam';

/**
 * A permission together with the environment variables it needs, in one value, so that neither is
 * granted without the other.
 */
export type Grant = {
  readonly environment?: Readonly<Record<string, string>>;
  readonly statements?: readonly PolicyStatementProps[];
  /** Findings of cdk-nag that the permission causes, each with the reason for accepting it. */
  readonly acknowledgements?: readonly Acknowledgement[];
};
export type Acknowledgement = { readonly id: string; readonly reason: string };

/** A grant without permission: configuration only. */
export const knows = (environment: Readonly<Record<string, string>>): Grant => ({ environment });
