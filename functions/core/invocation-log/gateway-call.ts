import { accountOfArn } from '../bedrock/arn.ts';
import { roleNameOf } from '../maturity/trail-event.ts';
import type { LogDocument } from './document.ts';

/**
 * Whether the gateway made a call: then the gateway recorded it. Role names are unique in an account whatever their
 * case; a session of the role has the role's name in its ARN.
 */
export function isGatewayCall({ identity }: Pick<LogDocument, 'identity'>, gatewayRoleArn: string): boolean {
  const [caller, gateway] = [roleNameOf(identity?.arn), roleNameOf(gatewayRoleArn)];
  return (
    caller !== undefined &&
    identity?.arn?.includes(':assumed-role/') === true &&
    caller.toLowerCase() === gateway?.toLowerCase() &&
    accountOfArn(identity.arn) === accountOfArn(gatewayRoleArn)
  );
}
