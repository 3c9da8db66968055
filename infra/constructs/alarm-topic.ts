import { Aws } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { acknowledgeBelow } from './acknowledge.ts';

/** Who hears of alarms. */
export interface AlarmTopicProps {
  readonly encryptionKey: IKey;
  /**
   * Address that gets every alarm, once its owner has confirmed the subscription.
   * @default - nobody; subscribe to the topic in the stack's outputs
   */
  readonly email?: string;
}

/** The encrypted topic that alarms of this account are published to. */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { masterKey: props.encryptionKey, enforceSSL: true });
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'CloudWatchAlarms',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    if (props.email !== undefined) this.subscribe(props.email);
  }

  private subscribe(email: string): void {
    this.topic.addSubscription(new EmailSubscription(email));
    acknowledgeBelow(this.topic, {
      id: 'Serverless-SNSRedrivePolicy',
      reason: 'Nothing could replay an undelivered e-mail; the alarm and its history stay in CloudWatch.',
    });
  }
}
