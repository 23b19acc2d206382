import { ServiceError } from './dynamodb/errors.ts';

type Secret = {
  readonly value: string;
  readonly previous?: string;
  readonly deleted?: true;
  readonly token?: string | undefined;
};
type Body = {
  readonly SecretId?: string;
  readonly Name?: string;
  readonly SecretString?: string;
  readonly ClientRequestToken?: string;
};

/** Secrets by name, with the stage before the current one. */
export class Secrets {
  readonly secrets = new Map<string, Secret>();

  call(operation: string, body: Body): unknown {
    const name = body.SecretId ?? body.Name ?? '';
    const known = this.secrets.get(name);
    if (operation === 'CreateSecret') {
      if (known?.deleted)
        throw new ServiceError('InvalidRequestException', 'A secret with this name is already scheduled for deletion.');
      if (known !== undefined && known.token !== body.ClientRequestToken) {
        throw new ServiceError('ResourceExistsException', 'A secret with this name already exists.');
      }
      this.secrets.set(name, { value: body.SecretString ?? '', token: body.ClientRequestToken });
      return { Name: name };
    }
    if (known === undefined)
      throw new ServiceError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    switch (operation) {
      case 'GetSecretValue':
        if (known.deleted)
          throw new ServiceError(
            'InvalidRequestException',
            'You tried to access a secret that is marked for deletion.',
          );
        return { Name: name, SecretString: known.value };
      case 'PutSecretValue':
        if (known.deleted) throw new ServiceError('InvalidRequestException', 'The secret is marked for deletion.');
        this.secrets.set(name, { value: body.SecretString ?? '', previous: known.value });
        return { Name: name };
      case 'DeleteSecret':
        this.secrets.set(name, { ...known, deleted: true });
        return { Name: name };
      default:
        throw new ServiceError('InvalidAction', operation);
    }
  }
}
