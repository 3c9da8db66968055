import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { acknowledgeBelow } from './acknowledge.ts';

/** Who gets the maturity report. */
export interface ReportTopicProps {
  readonly encryptionKey: IKey;
  /**
   * Address that gets the report, once its owner has confirmed the subscription.
   * @default - nobody; subscribe to the topic in the stack's outputs
   */
  readonly email?: string;
}

/** The encrypted topic that maturity reports are mailed through. */
export class ReportTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: ReportTopicProps) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { masterKey: props.encryptionKey, enforceSSL: true });
    if (props.email !== undefined) this.subscribe(props.email);
  }

  /** Publishing, and nothing about the topic itself. */
  grantPublish(role: Role): void {
    role.addToPolicy(new PolicyStatement({ actions: ['sns:Publish'], resources: [this.topic.topicArn] }));
  }

  private subscribe(email: string): void {
    this.topic.addSubscription(new EmailSubscription(email));
    acknowledgeBelow(this.topic, {
      id: 'Serverless-SNSRedrivePolicy',
      reason: 'Nothing could replay an undelivered e-mail; the report itself stays in the evidence bucket.',
    });
  }
}
