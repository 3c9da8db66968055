import * as z from 'zod/mini';

const text = z.nullish(z.string());

/** The part of a CloudTrail event (`CloudTrailEvent` of LookupEvents, parsed) that is read. */
export const TrailEvent = z.object({
  eventName: z.string(),
  errorCode: text,
  userIdentity: z.nullish(
    z.object({
      type: text,
      arn: text,
      userName: text,
      invokedBy: text,
      sessionContext: z.nullish(
        z.object({ sessionIssuer: z.nullish(z.object({ arn: text, userName: text })) }),
      ),
    }),
  ),
});
export type TrailEvent = z.infer<typeof TrailEvent>;

/** Who did it: a pipeline, a service of AWS for its own reasons, or somebody by hand. */
export interface Principal {
  readonly kind: 'pipeline' | 'service' | 'hand';
  /** Role or user name, no more. */
  readonly name: string;
}

/**
 * Role names that changes are deployed with: CDK's bootstrap roles, CodePipeline, CodeBuild and GitHub Actions
 * as their documentation names them.
 */
export const DEFAULT_PIPELINE_ROLE_PATTERN =
  '^cdk-.+-(deploy|cfn-exec|file-publishing|image-publishing)-role|codepipeline|codebuild|github';

/** Who made an event. CloudFormation stands for the template that was deployed. */
export function principalOf({ userIdentity }: TrailEvent, pipelineRoles: RegExp): Principal {
  const { type, arn, invokedBy, userName, sessionContext } = userIdentity ?? {};
  const issuer = sessionContext?.sessionIssuer;
  const name = issuer?.userName ?? userName ?? roleNameOf(arn) ?? type ?? 'unknown';
  if (invokedBy === 'cloudformation.amazonaws.com') return { kind: 'pipeline', name };
  if (invokedBy?.endsWith('.amazonaws.com') || type === 'AWSService')
    return { kind: 'service', name: invokedBy ?? name };
  if (issuer?.arn?.includes(':role/aws-service-role/') || name.startsWith('AWSServiceRoleFor'))
    return { kind: 'service', name };
  return { kind: pipelineRoles.test(name) ? 'pipeline' : 'hand', name: type === 'Root' ? 'root' : name };
}

/** The role's or user's name in an ARN of IAM or STS; `undefined` when it holds none. */
export function roleNameOf(arn: string | null | undefined): string | undefined {
  const [, session, path] = /:(?:assumed-role\/([^/]+)\/|(?:role|user)\/(.+)$)/.exec(arn ?? '') ?? [];
  return session ?? path?.split('/').at(-1);
}
