import type { LocalListener, LocalRequest, LocalResponse } from '../http/dual-protocol-server.ts';
import { breakOff, receive, reply } from './exchange.ts';
import { authenticate, parseAuthorization } from './signature.ts';
import {
  ConnectionBroken,
  type Service,
  type ServiceAnswer,
  ServiceError,
  type ServiceRequest,
} from './wire.ts';

/** Services by the name that signatures carry. */
export type Services = Readonly<
  Record<'bedrock' | 'monitoring' | 'logs' | 'secretsmanager' | 'sts' | 'dynamodb', Service>
>;

/** Receives requests for all services, checks their signature and passes them on. */
export function createDispatcher(services: Services, onWarning: (message: string) => void): LocalListener {
  return (request, response) => void serve({ services, request, response, onWarning });
}

interface Exchange {
  readonly services: Services;
  readonly request: LocalRequest;
  readonly response: LocalResponse;
  readonly onWarning: (message: string) => void;
}

async function serve({ services, request, response, onWarning }: Exchange): Promise<void> {
  let received: ServiceRequest | undefined;
  try {
    received = await receive(request, response);
    const answer = await answerWith(findService(services, received), received);
    await reply(response, answer, received.signal);
  } catch (error) {
    // A caller that has left gets no answer; a broken connection is what was asked for.
    const isOurs = received?.signal.aborted === false && !(error instanceof ConnectionBroken);
    if (isOurs) onWarning(`The embedded AWS failed at ${request.method} ${request.url}: ${String(error)}`);
    await breakOff(response);
  }
}

async function answerWith(service: Service, received: ServiceRequest): Promise<ServiceAnswer> {
  try {
    authenticate(received);
    return await service.handle(received);
  } catch (error) {
    if (error instanceof ServiceError) return service.describeFailure(error);
    throw error;
  }
}

const isServiceName = (name: string, services: Services): name is keyof Services =>
  Object.hasOwn(services, name);

const BY_TARGET: readonly (readonly [prefix: string, service: keyof Services])[] = [
  ['DynamoDB_', 'dynamodb'],
  ['GraniteServiceVersion', 'monitoring'],
  ['Logs_', 'logs'],
  ['secretsmanager.', 'secretsmanager'],
];

/** The signature names the service; without one, the target header or the protocol does. */
function findService(services: Services, { headers, path }: ServiceRequest): Service {
  const signed = parseAuthorization(headers.authorization)?.service ?? '';
  if (isServiceName(signed, services)) return services[signed];
  const target = headers['x-amz-target'] ?? '';
  const [, byTarget] = BY_TARGET.find(([prefix]) => target.startsWith(prefix)) ?? [];
  return services[byTarget ?? (path === '/' ? 'sts' : 'bedrock')];
}
