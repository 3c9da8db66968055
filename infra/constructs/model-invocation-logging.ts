import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { StageSettings } from '../settings/schema.ts';
import { BODY_PREFIX, CaptureStore } from './capture-store.ts';
import { CollectorFunction } from './collector-function.ts';
import type { HashSecret } from './hash-secret.ts';
import { InvocationLogGroup } from './invocation-log-group.ts';
import { InvocationLoggingFunction } from './invocation-logging-function.ts';
import type { FunctionDefaults, ObservedFunction } from './observed-function.ts';

/** What passive capture is built from. */
export interface ModelInvocationLoggingProps {
  readonly functionDefaults: FunctionDefaults & { readonly encryptionKey: Key };
  readonly settings: StageSettings;
  readonly hashSecret: HashSecret;
  readonly gateway: ObservedFunction;
}

/** Type of the custom resource: CloudFormation has none for this configuration. */
const RESOURCE_TYPE = 'Custom::WaymarkInvocationLogging';

/** Capture without the gateway: the Region's model invocation logging, and the collector that reads it. */
export class ModelInvocationLogging extends Construct {
  readonly collector: CollectorFunction;
  /** Sets the logging up and watches it. */
  readonly control: InvocationLoggingFunction;

  constructor(scope: Construct, id: string, props: ModelInvocationLoggingProps) {
    super(scope, id);
    const { functionDefaults } = props;
    const { invocationLogging: settings } = props.settings;
    const { encryptionKey, removalPolicy } = functionDefaults;
    const { retentionDays } = settings;
    const store = new CaptureStore(this, 'Store', { encryptionKey, retentionDays, removalPolicy });
    this.collector = new CollectorFunction(this, 'Collector', { ...props, store });
    this.control = new InvocationLoggingFunction(this, 'Control', { functionDefaults, settings, store });
    const resource = this.createResource(props, store);
    this.collector.subscribeTo(resource.getAttString('LogGroupName'));
  }

  private createResource(props: ModelInvocationLoggingProps, store: CaptureStore): CustomResource {
    const { invocationLogging: settings } = props.settings;
    const loggingConfig = settings.mode === 'manage' ? this.createDestination(props, store) : undefined;
    const resource = new CustomResource(this, 'Configuration', {
      resourceType: RESOURCE_TYPE,
      serviceToken: this.control.handler.functionArn,
      serviceTimeout: Duration.minutes(15), // a function that cannot start answers nothing: not an hour of waiting
      properties: {
        Mode: settings.mode,
        Overwrite: String(settings.overwrite),
        ...(loggingConfig && { LoggingConfig: Stack.of(this).toJsonString(loggingConfig) }),
      },
    });
    // grants first and last: it is set up with them, and put back with them
    resource.node.addDependency(this.control.role, store);
    return resource;
  }

  /** Where Bedrock writes to, in the shape of PutModelInvocationLoggingConfiguration. */
  private createDestination(props: ModelInvocationLoggingProps, store: CaptureStore) {
    const { functionDefaults } = props;
    const { invocationLogging: settings } = props.settings;
    const log = new InvocationLogGroup(this, 'Log', { functionDefaults, retention: settings.retentionDays });
    store.grantDelivery();
    this.control.allowPassing(settings.overwrite ? 'any' : log.role);
    this.control.node.addDependency(log.role);
    return {
      cloudWatchConfig: {
        logGroupName: log.logGroup.logGroupName,
        roleArn: log.role.roleArn,
        largeDataDeliveryS3Config: { bucketName: store.bucket.bucketName, keyPrefix: BODY_PREFIX },
      },
      textDataDeliveryEnabled: settings.text,
      imageDataDeliveryEnabled: settings.image,
      embeddingDataDeliveryEnabled: settings.embedding,
      videoDataDeliveryEnabled: settings.video,
      audioDataDeliveryEnabled: false, // nothing that the collector reads is spoken
    };
  }
}
