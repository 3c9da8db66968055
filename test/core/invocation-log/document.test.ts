import { describe, expect, it } from 'vitest';
import { placeBodies } from '#core/invocation-log/body.ts';
import { readLogEvent } from '#core/invocation-log/document.ts';
import { isGatewayCall } from '#core/invocation-log/gateway-call.ts';
import { asDocument, GATEWAY_ROLE, logEvent } from './sample-events.ts';

const read = (changes: Readonly<Record<string, unknown>>) => readLogEvent(JSON.stringify(logEvent(changes)));

describe('an event of the invocation log', () => {
  it('is an invocation when it is whole', () => {
    expect(read({})).toMatchObject({ status: 'invocation', document: { operation: 'Converse' } });
  });

  it('may have members that nobody knows yet, in a later minor version', () => {
    expect(read({ schemaVersion: '1.7', carbonGrams: 3 }).status).toBe('invocation');
  });

  it.each([
    ['unknown_schema_version', { schemaVersion: '2.0' }],
    ['not_an_invocation', { schemaType: 'AgentLog' }],
    ['unknown_shape', { requestId: undefined }],
    ['unknown_shape', { requestId: '../../etc' }],
    ['unknown_shape', { timestamp: 'yesterday' }],
    ['unknown_shape', { region: 12 }],
    ['unknown_shape', { input: 'text' }],
  ])('is quarantined as %s with %j', (reason, changes) => {
    expect(read(changes)).toEqual({ status: 'quarantined', reason });
  });

  it.each(['', 'hello', '{"schemaType":"ModelInvocationLog"', '[]', 'null', '12'])(
    'is quarantined when it is %j',
    (message) => {
      expect(readLogEvent(message).status).toBe('quarantined');
    },
  );

  it('is ignored when it is Bedrock’s own check of its permissions', () => {
    expect(readLogEvent('Permissions are correctly set for Amazon Bedrock logs.')).toEqual({
      status: 'ignored',
    });
  });
});

describe('the bodies of a logged call', () => {
  it('are in the event, in S3 or nowhere', () => {
    const input = { inputBodyS3Path: 's3://capture-bucket/bodies/AWSLogs/a_input.json' };

    expect(placeBodies(asDocument(logEvent({ input })))).toMatchObject({
      input: { kind: 's3', bucket: 'capture-bucket', key: 'bodies/AWSLogs/a_input.json' },
      output: { kind: 'inline' },
    });
    expect(placeBodies(asDocument(logEvent({ input: {}, output: null })))).toEqual({
      input: { kind: 'absent' },
      output: { kind: 'absent' },
    });
  });

  it.each(['https://example.com/x', 's3://', 's3://b', 's3:///key', 's3://UPPER/key', 7, null])(
    'are nowhere when the path is %j',
    (inputBodyS3Path) => {
      expect(placeBodies(asDocument(logEvent({ input: { inputBodyS3Path } }))).input.kind).toBe('absent');
    },
  );
});

describe('a logged call is the gateway’s', () => {
  const by = (arn: string | undefined) => isGatewayCall({ identity: { arn } }, GATEWAY_ROLE);

  it('when a session of its role made it', () => {
    expect(by('arn:aws:sts::123456789012:assumed-role/Waymark-dev-GatewayRole/Waymark-dev-Gateway')).toBe(
      true,
    );
  });

  it.each([
    'arn:aws:sts::123456789012:assumed-role/Waymark-dev-GatewayRole2/x',
    'arn:aws:sts::123456789012:assumed-role/other/Waymark-dev-GatewayRole',
    'arn:aws:sts::999999999999:assumed-role/Waymark-dev-GatewayRole/x',
    'arn:aws:iam::123456789012:user/Waymark-dev-GatewayRole',
    undefined,
    '',
  ])('and not when the caller is %s', (arn) => {
    expect(by(arn)).toBe(false);
  });
});
