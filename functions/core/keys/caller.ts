import { isTenantName } from './tenant.ts';

const ROLE_ARN_PATTERN =
  /^arn:aws[a-z-]*:(?:sts|iam)::\d{12}:(?:assumed-role|role|user)\/(?:[^/]+\/)*?([^/]+)(?:\/[^/]+)?$/;

/**
 * The tenant a call belongs to: the key's own, or with IAM authorisation the role or user that signed, in lower case.
 * `undefined` when the event carries no verified identity.
 */
export function tenantOfCaller({
  tenant,
  userArn,
}: {
  readonly tenant?: string | null | undefined;
  readonly userArn?: string | null | undefined;
}): string | undefined {
  if (tenant) return isTenantName(tenant) ? tenant : undefined;
  const [, name] = ROLE_ARN_PATTERN.exec(userArn ?? '') ?? [];
  const candidate = name
    ?.toLowerCase()
    .replace(/[^a-z0-9-]/g, '-')
    .slice(0, 63);
  return candidate !== undefined && isTenantName(candidate) ? candidate : undefined;
}
