import { isTenantName } from './tenant.ts';

/** Names in IAM are unique per account without regard to case: up to 64 of these characters. */
const ASSUMED_ROLE_PATTERN = /^arn:aws[a-z-]*:sts::\d{12}:assumed-role\/([\w+=,.@-]+)\/[^/]+$/;
const ROLE_OR_USER_PATTERN = /^arn:aws[a-z-]*:iam::\d{12}:(?:role|user)\/(?:[^/]+\/)*([\w+=,.@-]+)$/;

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
  const [, name] = ASSUMED_ROLE_PATTERN.exec(userArn ?? '') ?? ROLE_OR_USER_PATTERN.exec(userArn ?? '') ?? [];
  return name === undefined ? undefined : toTenantName(name);
}

/** Writes what a tenant name cannot hold as `--` and two hex digits, so that two names never become one tenant. */
function toTenantName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9-]|-(?![a-z0-9])/g, (character) => `--${character.charCodeAt(0).toString(16)}`);
}
