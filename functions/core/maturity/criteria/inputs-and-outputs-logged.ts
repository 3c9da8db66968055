import type { SignalId } from '../../signals/catalogue.ts';
import { count } from '../calls.ts';
import type { CriterionDefinition, EvidenceReader } from '../criterion.ts';
import { met, unmeasurable, unmet } from '../decision.ts';
import { atLeast } from '../thresholds.ts';
import { toList, toShareOf } from '../wording.ts';

/** An audit log may miss one call in a hundred: deliveries are asynchronous and are not retried for ever. */
const MIN_DELIVERED = 0.99;

type Destination = 'cloudwatch' | 's3';
const COUNTERS = {
  cloudwatch: {
    name: 'CloudWatch Logs',
    delivered: 'invocationLogDeliveries',
    lost: 'invocationLogFailures',
  },
  s3: { name: 'S3', delivered: 'invocationLogDeliveriesS3', lost: 'invocationLogFailuresS3' },
} as const satisfies Record<Destination, { name: string; delivered: SignalId; lost: SignalId }>;

/** Level 2: logging is on, with bodies, and the logs arrive at every destination. */
export const inputsAndOutputsLogged: CriterionDefinition = {
  id: 'inputs-and-outputs-logged',
  level: 2,
  kind: 'practice',
  statement: 'Inputs and outputs are logged',
  evidence: [
    'invocationLogging',
    'invocationLogDeliveries',
    'invocationLogFailures',
    'invocationLogDeliveriesS3',
    'invocationLogFailuresS3',
  ],
  thresholds: {
    invocationLogging: 'on, with text',
    invocationLogDeliveries: atLeast(MIN_DELIVERED, 'logs'),
    invocationLogDeliveriesS3: atLeast(MIN_DELIVERED, 'logs'),
  },
  isAttestable: false,
  decide: (evidence) => {
    const deliveries = {
      cloudwatch: countDeliveries(evidence, 'cloudwatch'),
      s3: countDeliveries(evidence, 's3'),
    };
    const { isEnabled, isTextDelivered, destinations } = evidence.fact('invocationLogging');
    if (!isEnabled || destinations.length === 0) return unmet('Model invocation logging is off.');
    if (!isTextDelivered) return unmet('Model invocation logging is on, but leaves out the text.');
    const used = [...new Set(destinations)].map((destination) => deliveries[destination]);
    const failing = used.filter(({ delivered, lost }) => delivered < MIN_DELIVERED * (delivered + lost));
    const silent = used.filter(({ delivered, lost }) => delivered + lost === 0);
    if (failing.length > 0) return unmet(`${failing.map(describe).join('; ')}.`);
    if (silent.length > 0)
      return unmeasurable(
        `Logging is on, but no log was delivered to ${toList(silent.map(({ name }) => name))} in the window.`,
      );
    return met(`${used.map(describe).join('; ')}.`);
  },
  nextAction: {
    title: 'Log inputs and outputs, with text',
    steps: [
      'Make a log group, encrypted with KMS and with a retention, and a role that Bedrock may assume to write to it.',
      'Turn logging on with text: aws bedrock put-model-invocation-logging-configuration --logging-config with cloudWatchConfig and textDataDeliveryEnabled true.',
      'Where logs are lost, let the role write to the log stream aws/bedrock/modelinvocations of that group.',
    ],
    link: 'https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html',
  },
};

interface Deliveries {
  readonly name: string;
  readonly delivered: number;
  readonly lost: number;
}

function countDeliveries(evidence: EvidenceReader, destination: Destination): Deliveries {
  const { name, delivered, lost } = COUNTERS[destination];
  return { name, delivered: count(evidence, delivered), lost: count(evidence, lost) };
}

function describe({ name, delivered, lost }: Deliveries): string {
  return `${toShareOf(delivered, delivered + lost, 'logs')} arrived in ${name}`;
}
