import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { OUTLOOK_PERMISSIONS } from '#core/outlook/permissions.ts';

/** Lets a role read the account's quotas. IAM confines listing them to no resource (Service Authorization Reference). */
export function grantOutlookAccess(role: Role): void {
  role.addToPolicy(
    new PolicyStatement({ sid: 'ReadQuotas', actions: [...OUTLOOK_PERMISSIONS], resources: ['*'] }),
  );
}
