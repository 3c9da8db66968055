import { systemClock } from '#adapters/clock.ts';
import { readEnvironment } from '#adapters/environment.ts';
import { createRecordSink } from '#adapters/record-log.ts';
import { answer, type ProxyAnswer, refuse } from '#core/http/proxy-answer.ts';
import { describeIssues } from '#core/issues.ts';
import { parseJson } from '#core/json/parse-json.ts';
import { tenantOfCaller } from '#core/keys/caller.ts';
import type { Clock, RecordSink } from '#functions/ports.ts';
import { FeedbackEnvironment, FeedbackEvent, FeedbackRequest } from './event.ts';

/** What the feedback function works with. */
export interface FeedbackDependencies {
  readonly sink: Pick<RecordSink, 'writeFeedback'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly stage: string;
}

/** Largest feedback body, in bytes: the fields' own limits leave room to spare. */
const MAX_BODY_BYTES = 4_096;

/** Records a user's rating of an answer. 202 when it was taken, 400 with what to change, 403 without an identity. */
export function createHandler({ sink, clock, stage }: FeedbackDependencies) {
  return async (input: unknown): Promise<ProxyAnswer> => {
    const { body, isBase64Encoded, requestContext } = FeedbackEvent.parse(input);
    const { authorizer, identity } = requestContext;
    const tenant = tenantOfCaller({ tenant: authorizer?.tenant, userArn: identity?.userArn });
    if (tenant === undefined)
      return refuse(403, 'AccessDeniedException', 'The call carries no verified identity.');
    const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
    if (bytes.byteLength > MAX_BODY_BYTES)
      return refuse(
        413,
        'ValidationException',
        `The body has ${bytes.byteLength} bytes; feedback takes ${MAX_BODY_BYTES}.`,
      );
    const request = FeedbackRequest.safeParse(parseJson(bytes.toString('utf8')));
    if (!request.success) return refuse(400, 'ValidationException', describeIssues(request.error));
    sink.writeFeedback({
      schemaVersion: 1,
      receivedAt: new Date(clock.now()).toISOString(),
      stage,
      tenant,
      ...request.data,
    });
    return answer(202, JSON.stringify({ status: 'recorded' }));
  };
}

let live: ReturnType<typeof createHandler> | undefined;

/** Lambda entry. */
export const handler = (event: unknown): Promise<ProxyAnswer> => {
  if (!live) {
    const { STAGE: stage } = readEnvironment(FeedbackEnvironment);
    live = createHandler({ sink: createRecordSink({ stage }), clock: systemClock, stage });
  }
  return live(event);
};
