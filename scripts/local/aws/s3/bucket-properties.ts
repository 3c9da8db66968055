import type { ServiceAnswer, ServiceRequest } from '../wire.ts';
import { element } from '../xml.ts';
import type { Bucket } from './bucket.ts';
import { failure, xmlAnswer } from './failure.ts';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** GetBucketVersioning: a bucket that never kept versions has no status. */
export const getVersioning = ({ versioning }: Bucket): ServiceAnswer =>
  xmlAnswer(
    `<VersioningConfiguration xmlns="${NAMESPACE}">${element(
      'Status',
      versioning === 'never' ? undefined : versioning,
    )}</VersioningConfiguration>`,
  );

/** PutBucketVersioning. */
export function putVersioning(bucket: Bucket, { body }: ServiceRequest): ServiceAnswer {
  const [, status] = /<Status>(Enabled|Suspended)<\/Status>/.exec(body.toString('utf8')) ?? [];
  if (status !== 'Enabled' && status !== 'Suspended')
    throw failure(400, 'MalformedXML', 'The XML you provided was not well-formed or did not validate');
  bucket.versioning = status;
  return { status: 200, headers: {}, body: Buffer.alloc(0) };
}

/** GetBucketEncryption. */
export const getEncryption = ({ kmsKeyArn }: Bucket): ServiceAnswer =>
  xmlAnswer(
    `<ServerSideEncryptionConfiguration xmlns="${NAMESPACE}">${element('Rule', {
      ApplyServerSideEncryptionByDefault: {
        SSEAlgorithm: kmsKeyArn === undefined ? 'AES256' : 'aws:kms',
        KMSMasterKeyID: kmsKeyArn,
      },
      BucketKeyEnabled: kmsKeyArn !== undefined,
    })}</ServerSideEncryptionConfiguration>`,
  );
