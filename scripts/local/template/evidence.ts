import * as z from 'zod';
import type { BucketSetup } from '../aws/s3/bucket.ts';
import type { TopicSetup } from '../aws/sns/topics.ts';
import type { ResourceReader } from './resources.ts';

const BucketProperties = z.object({
  VersioningConfiguration: z.object({ Status: z.string() }).optional(),
  BucketEncryption: z
    .object({
      ServerSideEncryptionConfiguration: z.array(
        z.object({
          ServerSideEncryptionByDefault: z.object({ KMSMasterKeyID: z.string().optional() }).optional(),
        }),
      ),
    })
    .optional(),
});
const SubscriptionProperties = z.object({ TopicArn: z.string(), Protocol: z.string(), Endpoint: z.string() });

export function readBuckets(reader: ResourceReader): readonly BucketSetup[] {
  return reader.all('AWS::S3::Bucket', BucketProperties).map(({ logicalId, properties }) => {
    const [encryption] = properties.BucketEncryption?.ServerSideEncryptionConfiguration ?? [];
    return {
      name: reader.physicalIdOf(logicalId).ref,
      isVersioned: properties.VersioningConfiguration?.Status === 'Enabled',
      kmsKeyArn: encryption?.ServerSideEncryptionByDefault?.KMSMasterKeyID,
    };
  });
}

/** Subscriptions count as confirmed: no mail leaves this machine, so nobody could follow the link in it. */
export function readTopics(reader: ResourceReader): readonly TopicSetup[] {
  const subscriptions = reader.all('AWS::SNS::Subscription', SubscriptionProperties);
  return reader.all('AWS::SNS::Topic', z.object({})).map(({ logicalId }) => {
    const arn = reader.physicalIdOf(logicalId).ref;
    const own = subscriptions.filter(({ properties }) => properties.TopicArn === arn);
    return {
      arn,
      subscriptions: own.map(({ properties: { Protocol: protocol, Endpoint: endpoint } }) => ({
        protocol,
        endpoint,
      })),
    };
  });
}
