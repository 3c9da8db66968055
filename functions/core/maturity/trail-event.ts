import * as z from 'zod/mini';

const text = z.nullish(z.string());

/** The part of a CloudTrail event (`CloudTrailEvent` of LookupEvents, parsed) that is read. */
export const TrailEvent = z.object({
  eventName: z.string(),
  eventTime: z.iso.datetime(),
  errorCode: text,
  userIdentity: z.nullish(
    z.object({
      type: text,
      arn: text,
      userName: text,
      invokedBy: text,
      sessionContext: z.nullish(
        z.object({
          sessionIssuer: z.nullish(z.object({ arn: text, userName: text })),
          webIdFederationData: z.nullish(z.object({ federatedProvider: text })),
        }),
      ),
    }),
  ),
});
export type TrailEvent = z.infer<typeof TrailEvent>;

/**
 * Who did it: a pipeline, a template (code, but from a pipeline or from somebody's machine), a service of AWS for its
 * own reasons, or somebody by hand.
 */
export interface Principal {
  readonly kind: 'pipeline' | 'template' | 'service' | 'hand';
  /** Role or user name, no more. */
  readonly name: string;
}

/**
 * Role names that pipelines work with: CodePipeline's and CodeBuild's service roles as the console names them, and
 * GitHub Actions. Only the beginning counts: `github-org-admins` are people.
 */
export const DEFAULT_PIPELINE_ROLE_PATTERN =
  '^AWSCodePipelineServiceRole-|^CodePipeline|^codebuild-.+-service-role|^GitHub-?Actions';

/** CDK's bootstrap roles: a pipeline assumes them, and so does `cdk deploy` on anybody's machine. */
const TEMPLATE_ROLES = /^cdk-.+-(deploy|cfn-exec|file-publishing|image-publishing)-role/i;
/** OpenID Connect provider of GitHub Actions: whoever came through it is a workflow, whatever the role is called. */
const WORKFLOWS = 'oidc-provider/token.actions.githubusercontent.com';

/** Who made an event. CloudFormation stands for the template that was deployed, unless a pipeline called it. */
export function principalOf({ userIdentity }: TrailEvent, pipelineRoles: RegExp): Principal {
  const { type, arn, invokedBy, userName, sessionContext } = userIdentity ?? {};
  const issuer = sessionContext?.sessionIssuer;
  const name = issuer?.userName ?? userName ?? roleNameOf(arn) ?? type ?? 'unknown';
  const federation = sessionContext?.webIdFederationData?.federatedProvider;
  const isPipeline = pipelineRoles.test(name) || federation?.endsWith(WORKFLOWS) === true;
  if (invokedBy === 'cloudformation.amazonaws.com')
    return { kind: isPipeline ? 'pipeline' : 'template', name };
  if (invokedBy?.endsWith('.amazonaws.com') || type === 'AWSService')
    return { kind: 'service', name: invokedBy ?? name };
  if (issuer?.arn?.includes(':role/aws-service-role/') || name.startsWith('AWSServiceRoleFor'))
    return { kind: 'service', name };
  if (isPipeline) return { kind: 'pipeline', name };
  if (TEMPLATE_ROLES.test(name)) return { kind: 'template', name };
  return { kind: 'hand', name: type === 'Root' ? 'root' : name };
}

/** The role's or user's name in an ARN of IAM or STS; `undefined` when it holds none. */
export function roleNameOf(arn: string | null | undefined): string | undefined {
  const [, session, path] = /:(?:assumed-role\/([^/]+)\/|(?:role|user)\/(.+)$)/.exec(arn ?? '') ?? [];
  return session ?? path?.split('/').at(-1);
}
