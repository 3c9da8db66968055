import { RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

/** How evidence is kept. */
export interface EvidenceBucketProps {
  readonly encryptionKey: IKey;
}

/** Observations, assessments, reports and attestations: versioned, encrypted, never deleted with the stack. */
export class EvidenceBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, props: EvidenceBucketProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.KMS,
      encryptionKey: props.encryptionKey,
      bucketKeyEnabled: true, // one KMS call for many objects
      versioned: true,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: RemovalPolicy.RETAIN, // a report outlives what it is about
    });
    acknowledge(this.bucket, {
      id: 'AwsSolutions-S1',
      reason: 'One function and the people who attest write here; CloudTrail data events tell who read it.',
    });
  }

  /** What the maturity function does here: no deletion, and no version of an object is ever lost. */
  grantReadWrite(role: Role): void {
    role.addToPolicy(
      new PolicyStatement({
        actions: ['s3:GetObject', 's3:PutObject'],
        resources: [this.bucket.arnForObjects('*')],
      }),
    );
    this.grantList(role);
  }

  /** What the console does here: the newest assessment and the newest report, nothing older. */
  grantReadLatest(role: Role): void {
    const resources = [this.bucket.arnForObjects('latest/*')];
    role.addToPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources }));
    this.grantList(role);
  }

  /** Without it S3 says that an object is forbidden when there is none. */
  private grantList(role: Role): void {
    role.addToPolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [this.bucket.bucketArn] }));
  }
}
