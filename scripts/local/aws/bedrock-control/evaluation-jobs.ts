import { createHash } from 'node:crypto';
import type { ApplicationType, EvaluationJobStatus } from '@aws-sdk/client-bedrock';
import * as z from 'zod';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../credentials.ts';
import { pageOf } from '../paging.ts';
import { route } from '../rest-json.ts';
import { ServiceError } from '../wire.ts';

/** An evaluation job. */
export interface EvaluationJobSetup {
  readonly name: string;
  readonly status: EvaluationJobStatus;
  /** ISO 8601. */
  readonly createdAt: string;
  /** @default 'ModelEvaluation' */
  readonly applicationType?: ApplicationType | undefined;
}

const ListRequest = z.object({
  creationTimeAfter: z.iso.datetime({ offset: true }).optional(),
  creationTimeBefore: z.iso.datetime({ offset: true }).optional(),
  statusEquals: z.enum(['InProgress', 'Completed', 'Failed', 'Stopping', 'Stopped', 'Deleting']).optional(),
  applicationTypeEquals: z.enum(['ModelEvaluation', 'RagEvaluation']).optional(),
  nameContains: z.string().optional(),
  maxResults: z.coerce.number().int().min(1).max(1_000).default(1_000),
  nextToken: z.string().optional(),
  sortBy: z.literal('CreationTime').optional(),
  sortOrder: z.enum(['Ascending', 'Descending']).default('Descending'),
});
type ListRequest = z.infer<typeof ListRequest>;

/** ListEvaluationJobs; that the newest come first when no order is asked for is unverified. */
export const listEvaluationJobs = (jobs: readonly EvaluationJobSetup[]) =>
  route({
    operation: 'ListEvaluationJobs',
    method: 'GET',
    path: /^\/evaluation-jobs$/,
    input: ListRequest,
    run: (request) => {
      const sign = request.sortOrder === 'Ascending' ? 1 : -1;
      const listed = jobs
        .filter((job) => isListed(job, request))
        .sort((left, right) => sign * (Date.parse(left.createdAt) - Date.parse(right.createdAt)))
        .map(toSummary);
      const { items, ...next } = pageOf(listed, { size: request.maxResults, token: request.nextToken });
      return { jobSummaries: items, ...next };
    },
  });

function isListed(job: EvaluationJobSetup, request: ListRequest): boolean {
  const { creationTimeAfter: after, creationTimeBefore: before } = request;
  if (after !== undefined && before !== undefined && Date.parse(after) >= Date.parse(before))
    throw new ServiceError('ValidationException', 'creationTimeAfter must be before creationTimeBefore.');
  const createdMs = Date.parse(job.createdAt);
  return (
    (after === undefined || createdMs > Date.parse(after)) &&
    (before === undefined || createdMs < Date.parse(before)) &&
    (request.statusEquals ?? job.status) === job.status &&
    (request.applicationTypeEquals ?? typeOf(job)) === typeOf(job) &&
    job.name.includes(request.nameContains ?? '')
  );
}

const typeOf = ({ applicationType = 'ModelEvaluation' }: EvaluationJobSetup): ApplicationType =>
  applicationType;

function toSummary(job: EvaluationJobSetup) {
  const id = createHash('sha256').update(`${job.name} ${job.createdAt}`).digest('hex').slice(0, 12);
  return {
    jobArn: `arn:aws:bedrock:${LOCAL_REGION}:${LOCAL_ACCOUNT}:evaluation-job/${id}`,
    jobName: job.name,
    status: job.status,
    creationTime: job.createdAt,
    jobType: 'Automated',
    evaluationTaskTypes: ['General'],
    applicationType: typeOf(job),
  };
}
