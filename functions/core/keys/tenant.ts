const TENANT_PATTERN = /^[a-z0-9][a-z0-9-]{0,62}$/;

/**
 * Whether a tenant name is acceptable: lower-case letters, digits and dashes, 1 to 63 characters (a DNS label),
 * so that case variants, look-alikes and separators cannot make two tenants share a key.
 */
export function isTenantName(text: string): boolean {
  return TENANT_PATTERN.test(text);
}
