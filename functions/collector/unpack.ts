import { gunzipSync } from 'node:zlib';
import { InvalidInputError } from '#core/errors.ts';
import { LogBatch, SubscriptionEvent } from './event.ts';

/** Largest unpacked batch, in bytes: Lambda takes 6 MB at once, and JSON packs about ten to one. */
const MAX_BATCH_BYTES = 64_000_000;

/** The log events of an invocation, unread; none of a control message, with which CloudWatch tries its destination. */
export function unpackBatch(input: unknown): readonly unknown[] {
  try {
    const { awslogs } = SubscriptionEvent.parse(input);
    const bytes = gunzipSync(Buffer.from(awslogs.data, 'base64'), { maxOutputLength: MAX_BATCH_BYTES });
    const batch = LogBatch.parse(JSON.parse(bytes.toString('utf8')));
    return batch.messageType === 'CONTROL_MESSAGE' ? [] : batch.logEvents;
  } catch (error) {
    // the cause may quote the batch, so its name is all that goes into the log
    throw new InvalidInputError(
      `The event is no batch of a subscription filter (${error instanceof Error ? error.name : 'unknown'}); it goes to the dead-letter queue.`,
    );
  }
}
