import type { LocalListener, LocalRequest, LocalResponse } from '../http/dual-protocol-server.ts';
import type { Caller, Principal } from './credentials.ts';
import { breakOff, receive, reply } from './exchange.ts';
import type { HostedService } from './hosted-service.ts';
import { type RefusalSetup, refuse } from './refusal.ts';
import { authenticate, parseAuthorization } from './signature.ts';
import { ConnectionBroken, type ServiceAnswer, ServiceError, type ServiceRequest } from './wire.ts';

/** A request that was answered, for CloudTrail. */
export interface AnsweredCall {
  readonly hosted: HostedService;
  readonly request: ServiceRequest;
  readonly caller: Caller;
  readonly answer: ServiceAnswer;
  /** What the service refused the request with. */
  readonly failure: ServiceError | undefined;
}

/** What the dispatcher works with. */
export interface DispatcherOptions {
  /** Where several services match a request, the first one gets it. */
  readonly services: readonly HostedService[];
  readonly principals: readonly Principal[];
  readonly refusals: RefusalSetup;
  readonly onCall: (call: AnsweredCall) => void;
  readonly onWarning: (message: string) => void;
}

/** Receives requests for all services, checks their signature and passes them on. */
export function createDispatcher(options: DispatcherOptions): LocalListener {
  return (request, response) => void serve(options, { request, response });
}

interface Exchange {
  readonly request: LocalRequest;
  readonly response: LocalResponse;
}

async function serve(options: DispatcherOptions, { request, response }: Exchange): Promise<void> {
  let received: ServiceRequest | undefined;
  try {
    received = await receive(request, response);
    const answer = await answerWith(findService(options.services, received), received, options);
    await reply(response, answer, received.signal);
  } catch (error) {
    // A caller that has left gets no answer; a broken connection is what was asked for.
    const isOurs = received?.signal.aborted === false && !(error instanceof ConnectionBroken);
    if (isOurs)
      options.onWarning(`The embedded AWS failed at ${request.method} ${request.url}: ${String(error)}`);
    await breakOff(response);
  }
}

async function answerWith(
  hosted: HostedService,
  request: ServiceRequest,
  { principals, refusals, onCall }: DispatcherOptions,
): Promise<ServiceAnswer> {
  let caller: Caller | undefined;
  try {
    caller = authenticate(request, principals);
    refuse(refusals, { hosted, request, caller });
    const answer = await hosted.service.handle(request, caller);
    onCall({ hosted, request, caller, answer, failure: undefined });
    return answer;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const answer = hosted.service.describeFailure(error);
    if (caller) onCall({ hosted, request, caller, answer, failure: error });
    return answer;
  }
}

/** The signature names the service; without one, the target header or the path does. */
function findService(services: readonly HostedService[], request: ServiceRequest): HostedService {
  const { headers, path } = request;
  const signed = parseAuthorization(headers.authorization)?.service;
  const target = headers['x-amz-target'] ?? '';
  const unsigned = path === '/' ? 'sts' : 'bedrock';
  const bySignature = services.filter(({ signingName }) => signingName === signed);
  const byTarget = services.filter(({ targetPrefix }) => targetPrefix && target.startsWith(targetPrefix));
  const candidates = [bySignature, byTarget].find(({ length }) => length > 0);
  const named = candidates ?? services.filter(({ signingName }) => signingName === unsigned);
  const found = named.find(({ paths }) => paths?.test(path) ?? true) ?? named[0];
  if (!found) throw new Error('No service answers to a request without a name.');
  return found;
}
