import {
  AccessDeniedException,
  type BedrockRuntimeServiceException,
  ConverseCommand,
  ConverseStreamCommand,
  InternalServerException,
  ServiceUnavailableException,
  ThrottlingException,
  ValidationException,
} from '@aws-sdk/client-bedrock-runtime';
import { expect, it } from 'vitest';
import { type ClientFactory, question, withClient } from './bedrock-client.ts';
import type { ClientTarget, TargetFeatures, TargetSource } from './target.ts';

/** Which exception classes the SDK throws for what a gateway refuses. */
export function describeBedrockSdkErrors(
  factory: ClientFactory,
  target: TargetSource,
  { hasMarkers }: TargetFeatures,
): void {
  const failureOf = failing(factory, target);

  it('throws ValidationException for a model identifier that is none', async () => {
    const error = await failureOf({ modelId: 'no such model!' });

    expect(error).toBeInstanceOf(ValidationException);
    expect(error.$metadata.httpStatusCode).toBe(400);
    expect(error.message).toContain('model identifier is invalid');
  });

  it('throws AccessDeniedException that lists the allowed models', async () => {
    const error = await failureOf({ modelId: 'anthropic.claude-instant-v1' });

    expect(error).toBeInstanceOf(AccessDeniedException);
    expect(error.$metadata.httpStatusCode).toBe(403);
    expect(error.message).toContain(target().model);
  });

  it('throws AccessDeniedException for a key that is not one', async () => {
    const error = await failureOf({}, () => ({ ...target(), key: 'not-a-key' }));

    expect(error).toBeInstanceOf(AccessDeniedException);
    expect(error.$metadata.httpStatusCode).toBe(401);
    expect(error.message).toContain('The key is missing, malformed or unknown.');
  });

  it('throws ValidationException that says so for a body too large for API Gateway', async () => {
    const error = await failureOf({ text: 'x'.repeat(11_000_000) });

    expect(error).toBeInstanceOf(ValidationException);
    expect(error.$metadata.httpStatusCode).toBe(413);
    expect(error.message).toContain('The request body is too large.');
  });

  it('throws AccessDeniedException for a well-formed key that was never handed out', async () => {
    const key = `wmk_${'0'.repeat(16)}_${'A'.repeat(43)}`;

    const error = await failureOf({}, () => ({ ...target(), key }));

    expect(error).toBeInstanceOf(AccessDeniedException);
    expect(error.$metadata.httpStatusCode).toBe(401);
  });

  if (hasMarkers) describeUpstreamErrors(factory, target);
}

function describeUpstreamErrors(factory: ClientFactory, target: TargetSource): void {
  const failureOf = failing(factory, target);

  it('throws ThrottlingException when Bedrock throttles', async () => {
    const error = await failureOf({ text: 'Slow down. [[fault:throttle=99]]' });

    expect(error).toBeInstanceOf(ThrottlingException);
    expect(error.$metadata.httpStatusCode).toBe(429);
    expect(error.$response?.headers['retry-after']).toMatch(/^\d+$/);
  });

  it('throws ThrottlingException before a stream begins', async () => {
    const input = question(target, 'Slow down as a stream. [[fault:throttle=99]]');
    const sent = withClient(
      factory,
      target,
      (client) => client.send(new ConverseStreamCommand(input)),
      NO_RETRY,
    );

    await expect(sent).rejects.toBeInstanceOf(ThrottlingException);
  });

  it('throws ThrottlingException from inside a stream', async () => {
    const input = question(
      target,
      'Break later. [[tokens:40]] [[fault:stream-exception=throttlingException]]',
    );
    const read = withClient(
      factory,
      target,
      async (client) => {
        const { stream } = await client.send(new ConverseStreamCommand(input));
        for await (const _event of stream ?? []);
      },
      NO_RETRY,
    );

    await expect(read).rejects.toBeInstanceOf(ThrottlingException);
  });

  it.each([
    [500, InternalServerException],
    [503, ServiceUnavailableException],
  ])('throws the class of status %i', async (status, exception) => {
    const error = await failureOf({ text: `Fail. [[fault:status=${status}]]` });
    await target().recover?.();

    expect(error).toBeInstanceOf(exception);
    expect(error.$metadata.httpStatusCode).toBe(status);
  });

  it('gets an answer in the end when Bedrock throttles twice', async () => {
    const input = question(target, `Throttled twice ${Math.random()}. [[fault:throttle=2]]`);
    const answer = await withClient(
      factory,
      target,
      (client) => client.send(new ConverseCommand(input)),
      NO_RETRY,
    );

    expect(answer.$metadata.httpStatusCode).toBe(200);
    expect(answer.$metadata.attempts).toBe(1);
  });
}

const NO_RETRY = { maxAttempts: 1 };

/** Sends a call that must fail, with the SDK's own retries off, and answers what it threw. */
function failing(factory: ClientFactory, target: TargetSource) {
  return async (
    { modelId, text }: { readonly modelId?: string; readonly text?: string },
    from: () => ClientTarget = target,
  ): Promise<BedrockRuntimeServiceException> => {
    const input = question(target, text);
    const command = new ConverseCommand(modelId === undefined ? input : { ...input, modelId });
    const sent = withClient(factory, from, (client) => client.send(command), NO_RETRY);
    return sent.then(
      () => Promise.reject(new Error('The call was expected to fail.')),
      (error: unknown) => error as BedrockRuntimeServiceException,
    );
  };
}
