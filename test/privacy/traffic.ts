import type { InvocationRecord } from '#core/invocation/record.ts';
import { requestIdOf } from '../support/converse-call.ts';
import { type HttpAnswer, httpCall } from '../support/http-call.ts';
import type { ScriptedStack } from '../support/local-stack.ts';
import { waitForRecord } from '../support/records.ts';

/** All that passed through a stack, in two heaps. */
export interface Traffic {
  /** Everything that went out or came in, to show that what is looked for was really there. */
  readonly travelled: string[];
  /** What the gateway itself worded: its errors, and the heads of all answers. */
  readonly worded: string[];
  /** Calls a model and waits for the record. */
  readonly send: (
    path: string,
    body: string,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<HttpAnswer>;
  /** Puts an answer and what Bedrock received on the heaps. */
  readonly note: (answer: HttpAnswer) => void;
  readonly recordOf: (answer: HttpAnswer) => Promise<InvocationRecord>;
}

/** Collects the traffic of a stack. */
export function watchTraffic(underTest: () => ScriptedStack): Traffic {
  const travelled: string[] = [];
  const worded: string[] = [];
  const note = (answer: HttpAnswer): void => {
    travelled.push(answer.body.toString('utf8'));
    worded.push(JSON.stringify(answer.headers));
    for (const { body, headers } of underTest().bedrock.received) {
      travelled.push(body.toString('utf8'), JSON.stringify(headers));
      worded.push(String(headers['x-amzn-trace-id']));
    }
  };
  const recordOf = (answer: HttpAnswer) => waitForRecord(underTest().stack, requestIdOf(answer));
  const send: Traffic['send'] = async (path, body, headers = {}) => {
    travelled.push(path, body, JSON.stringify(headers));
    const answer = await httpCall(underTest().baseUrl, {
      path: `/model/us.amazon.nova-lite-v1%3A0${path}`,
      headers: { ...underTest().authorization, ...headers },
      body,
    });
    note(answer);
    await recordOf(answer);
    return answer;
  };
  return { travelled, worded, send, note, recordOf };
}
