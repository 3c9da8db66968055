import { LOCAL_CREDENTIALS } from '#scripts/local/aws/server.ts';

/** Tells the endpoint once it is known; contract suites register their tests before the emulator runs. */
export type GetEndpoint = () => string;

/** Options that every SDK client of a contract suite is created with. */
export function clientOptions(getEndpoint: GetEndpoint) {
  return { endpoint: getEndpoint(), region: 'us-east-1', credentials: LOCAL_CREDENTIALS, maxAttempts: 1 };
}

let created = 0;

/** A name that no other test of this run has, so that suites can run against an emulator that keeps state. */
export function uniqueName(prefix: string): string {
  created += 1;
  return `${prefix}-${process.pid}-${Date.now().toString(36)}-${created}`;
}
