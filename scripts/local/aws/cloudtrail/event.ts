/** A call that CloudTrail remembers. */
export interface TrailEvent {
  readonly eventName: string;
  /** `bedrock.amazonaws.com`: of Bedrock's control plane, its agents and its runtime alike. */
  readonly eventSource: string;
  /** ARN of the user, or of the assumed role with its session. */
  readonly principalArn: string;
  readonly timeMs: number;
  /** @default - none, as for calls with a Bedrock API key */
  readonly accessKeyId?: string | undefined;
  /** @default - a random one */
  readonly requestId?: string | undefined;
  /** @default - told from the name */
  readonly isReadOnly?: boolean | undefined;
  /** Parameters as CloudTrail shows them, without prompts: `{ modelId }`. */
  readonly requestParameters?: Readonly<Record<string, unknown>> | undefined;
  readonly resources?: readonly { readonly type: string; readonly name: string }[] | undefined;
  readonly userAgent?: string | undefined;
  readonly errorCode?: string | undefined;
  readonly errorMessage?: string | undefined;
}

/**
 * Calls that are data events, or none at all: trails that ask for them get them, the event history never does.
 * Bedrock's after AWS's guide to monitoring AI workloads; those of the other services are unverified.
 */
const NOT_IN_HISTORY: Readonly<Record<string, readonly string[]>> = {
  'bedrock.amazonaws.com': [
    'ApplyGuardrail',
    'GetAsyncInvoke',
    'InvokeAgent',
    'InvokeFlow',
    'InvokeInlineAgent',
    'InvokeModelWithBidirectionalStream',
    'RenderPrompt',
    'Retrieve',
    'RetrieveAndGenerate',
    'StartAsyncInvoke',
  ],
  'dynamodb.amazonaws.com': [
    'BatchGetItem',
    'BatchWriteItem',
    'DeleteItem',
    'GetItem',
    'PutItem',
    'Query',
    'Scan',
    'TransactGetItems',
    'TransactWriteItems',
    'UpdateItem',
  ],
  'logs.amazonaws.com': ['PutLogEvents'],
  'monitoring.amazonaws.com': ['GetMetricData', 'GetMetricStatistics', 'ListMetrics', 'PutMetricData'],
  's3.amazonaws.com': ['GetObject', 'HeadObject', 'ListObjectsV2', 'PutObject'],
  'sns.amazonaws.com': ['Publish', 'PublishBatch'],
};

/** Whether the event history shows an event. */
export const isInHistory = ({ eventName, eventSource }: TrailEvent): boolean =>
  !NOT_IN_HISTORY[eventSource]?.includes(eventName);

// AWS shows model calls as reads: Bedrock User Guide, "Monitor Amazon Bedrock API calls using CloudTrail", example
const READ_ONLY = /^(Converse|Describe|Filter|Get|Head|InvokeModel|List|Lookup|Query|Scan|StartQuery)/;

/** Whether a call changes nothing. */
export const isReadOnly = (event: TrailEvent): boolean => event.isReadOnly ?? READ_ONLY.test(event.eventName);
