import {
  ResourceExistsException,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';

type Input = { Name?: string; SecretId?: string; SecretString?: string };

/** The part of Secrets Manager that these functions use. `fail` breaks the next command of that name, once. */
export class SecretsDouble {
  readonly values = new Map<string, string>();
  fail: string | undefined;

  readonly client = {
    send: async (command: { input: Input; constructor: { name: string } }) => {
      const name = command.constructor.name.replace(/Command$/, '');
      if (this.fail === name) {
        this.fail = undefined;
        throw new Error('Secrets Manager does not answer');
      }
      return this.#answer(name, command.input);
    },
  } as unknown as SecretsManagerClient;

  #answer(name: string, { Name = '', SecretId = Name, SecretString = '' }: Input): unknown {
    const there = this.values.has(SecretId);
    const about = { message: SecretId, $metadata: {} };
    if (name === 'CreateSecret' && there) throw new ResourceExistsException(about);
    if (name !== 'CreateSecret' && !there) throw new ResourceNotFoundException(about);
    if (name === 'CreateSecret' || name === 'PutSecretValue') this.values.set(SecretId, SecretString);
    if (name === 'DeleteSecret') this.values.delete(SecretId);
    return { SecretString: this.values.get(SecretId) };
  }
}
