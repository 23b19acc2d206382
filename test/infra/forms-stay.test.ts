import { describe, expect, test } from 'vitest';
import { formKey, objectKey } from '../../shared/documents/object-key.ts';
import { like } from '../rights/policy/like.ts';
import { allResources, type Resource } from './support.ts';

type Statement = {
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
};
type Asked = { readonly action: string; readonly key: string; readonly ifNoneMatch?: boolean };

const list = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);
const BUCKET = 'arn:aws:s3:::documents';

/** An ARN of a template about objects of the documents bucket: everything before the first slash is the bucket. */
const objectsOf = (resource: unknown): string => {
  const text = JSON.stringify(resource);
  return text.includes('/')
    ? BUCKET +
        text
          .slice(text.indexOf('/'))
          .replaceAll(/["\]}]+$/g, '')
          .replaceAll('","', '')
    : BUCKET;
};

/** Whether a policy says this of an object. Conditions but `Null` about `If-None-Match` are about how one connects. */
function says(effect: string, statements: readonly Statement[], { action, key, ifNoneMatch = false }: Asked): boolean {
  return statements.some(({ Effect, Action, Resource, Condition = {} }) => {
    const { Null, ...others } = Condition;
    const applies = Null === undefined || (Null['s3:if-none-match'] === 'true') === !ifNoneMatch;
    const named = list(Action).some((pattern) => like(pattern, `s3:${action}`));
    const about = list(Resource).some((resource) => like(objectsOf(resource), `${BUCKET}/${key}`));
    return Effect === effect && named && about && applies && Object.keys(others).length === 0;
  });
}

type Document = { readonly Statement: readonly Statement[] };
const statementsOf = (policy: Resource | undefined): readonly Statement[] =>
  (policy?.Properties.PolicyDocument as Document | undefined)?.Statement ?? [];

const [[, bucketPolicy] = ['', undefined]] = allResources('AWS::S3::BucketPolicy').filter(([, { Properties }]) =>
  JSON.stringify(Properties.Bucket).includes('"Documents'),
);
const ofBucket = statementsOf(bucketPolicy);
const ofRole = (name: string) =>
  allResources('AWS::IAM::Policy')
    .filter(([id]) => id.includes(`/${name.replaceAll('-', '')}role`))
    .flatMap(([, policy]) => statementsOf(policy));

const place = { dossierId: '5b1f0a52-8f0e-4d3b-9c39-0c1f5e1c9a01', documentId: '5b1f0a52-8f0e-4d3b-9c39-0c1f5e1c9a02' };
const form = formKey(place);
const upload = objectKey(place);

/** Whether a function may: its role allows it, and neither it nor the bucket denies it. */
const may = (name: string, asked: Asked): boolean =>
  says('Allow', ofRole(name), asked) && ![ofRole(name), ofBucket].some((policy) => says('Deny', policy, asked));

describe('a form that was issued', () => {
  test.each(['DeleteObject', 'DeleteObjectVersion'])(
    'is protected from %s by the bucket policy, for every principal',
    (action) => {
      expect(says('Deny', ofBucket, { action, key: form })).toBe(true);
      const [statement] = ofBucket.filter(({ Action }) => list(Action).includes(`s3:${action}`));
      expect([statement?.Principal, statement?.Condition]).toEqual([{ AWS: '*' }, undefined]);
    },
  );

  test('is not overwritten: only where nothing lies may something be put', () => {
    expect(says('Deny', ofBucket, { action: 'PutObject', key: form })).toBe(true);
    expect(says('Deny', ofBucket, { action: 'PutObject', key: form, ifNoneMatch: true })).toBe(false);
    expect(may('forms', { action: 'PutObject', key: form, ifNoneMatch: true })).toBe(true);
    expect(may('forms', { action: 'PutObject', key: form })).toBe(false);
  });

  test.each(['documents', 'inbound-files', 'document-verification', 'lookup'])(
    'is made by forms alone, not by %s',
    (name) => {
      for (const action of ['PutObject', 'DeleteObject', 'DeleteObjectVersion']) {
        expect(may(name, { action, key: form, ifNoneMatch: true }), action).toBe(false);
      }
    },
  );

  test('is given out by the function that gives out files', () => {
    expect(may('documents', { action: 'GetObject', key: form })).toBe(true);
  });

  test('has no end: nothing current expires, and as it is never superseded nothing else of it does', () => {
    const [[, documents] = ['', undefined]] = allResources('AWS::S3::Bucket').filter(([id]) =>
      id.includes('/Documents'),
    );
    const lifecycle = documents?.Properties.LifecycleConfiguration as { Rules: readonly object[] } | undefined;
    const rules = lifecycle?.Rules ?? [];
    const ends = rules.filter((rule) => Object.keys(rule).some((name) => /^Expiration|^Transition/.test(name)));
    expect([rules.length, ends]).toEqual([2, []]);
  });
});

describe('an applicant’s file', () => {
  test('is put, read, judged and thrown away as before', () => {
    expect(may('documents', { action: 'PutObject', key: upload, ifNoneMatch: true })).toBe(true);
    expect(may('inbound-files', { action: 'PutObject', key: upload, ifNoneMatch: true })).toBe(true);
    for (const action of ['GetObject', 'GetObjectVersion', 'DeleteObject', 'DeleteObjectVersion']) {
      expect(may('document-verification', { action, key: upload }), action).toBe(true);
    }
    expect(may('forms', { action: 'PutObject', key: upload, ifNoneMatch: true })).toBe(false);
  });

  test('is not overwritten by anybody: the verified version would be forgotten as superseded', () => {
    for (const name of ['documents', 'inbound-files', 'forms']) {
      expect(may(name, { action: 'PutObject', key: upload }), name).toBe(false);
    }
  });
});
