/**
 * Types of resources that cost nothing by being there. What passes through them is priced where it is counted: requests
 * at the API, log bytes at the log groups. That none of them has a price of its own is recalled, not verified, except
 * that a queue is paid for by its requests, which a dead-letter queue without dead letters has none of.
 */
const FREE_TYPES: ReadonlySet<string> = new Set([
  'AWS::ApiGateway::Account',
  'AWS::ApiGateway::Deployment',
  'AWS::ApiGateway::GatewayResponse',
  'AWS::ApiGateway::Method',
  'AWS::ApiGateway::Resource',
  'AWS::Bedrock::GuardrailVersion',
  'AWS::CDK::Metadata',
  'AWS::CloudFormation::CustomResource',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogAnomalyDetector',
  'AWS::Logs::MetricFilter',
  'AWS::Logs::ResourcePolicy',
  'AWS::Logs::SubscriptionFilter',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::Queue',
  'AWS::SQS::QueuePolicy',
  'AWS::Scheduler::ScheduleGroup',
  'AWS::WAFv2::WebACLAssociation',
]);

/** Whether a resource of this type is paid for by its use alone, or not at all. */
export function isFreeType(type: string): boolean {
  return FREE_TYPES.has(type) || type.startsWith('Custom::');
}
