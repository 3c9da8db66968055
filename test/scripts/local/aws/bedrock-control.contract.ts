import {
  BedrockClient,
  GetFoundationModelAvailabilityCommand,
  GetGuardrailCommand,
  GetInferenceProfileCommand,
  GetModelInvocationLoggingConfigurationCommand,
  ListEvaluationJobsCommand,
  type ListEvaluationJobsCommandInput,
  ListGuardrailsCommand,
  ListInferenceProfilesCommand,
} from '@aws-sdk/client-bedrock';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientOptions, type GetEndpoint } from './target.ts';

/** Bedrock's control plane, on an account that holds what `account-fixture.ts` says. */
export function describeBedrockControlContract(getEndpoint: GetEndpoint): void {
  describe('Bedrock control plane', () => {
    let client: BedrockClient;

    beforeAll(() => {
      client = new BedrockClient(clientOptions(getEndpoint));
    });

    afterAll(() => client.destroy());

    test('tells where invocations are logged', async () => {
      const { loggingConfig } = await client.send(new GetModelInvocationLoggingConfigurationCommand({}));

      expect(loggingConfig).toMatchObject({
        cloudWatchConfig: { logGroupName: '/bedrock/invocations' },
        s3Config: { bucketName: 'invocations' },
        textDataDeliveryEnabled: true,
      });
    });

    test('lists the drafts of all guardrails, page by page', async () => {
      const first = await client.send(new ListGuardrailsCommand({ maxResults: 2 }));
      const second = await client.send(
        new ListGuardrailsCommand({ maxResults: 2, nextToken: first.nextToken }),
      );

      const listed = [...(first.guardrails ?? []), ...(second.guardrails ?? [])];
      expect(first.guardrails).toHaveLength(2);
      expect(second.nextToken).toBeUndefined();
      expect(listed.map(({ name, version, status }) => [name, version, status]).sort()).toEqual([
        ['new', 'DRAFT', 'CREATING'],
        ['support', 'DRAFT', 'READY'],
        ['third', 'DRAFT', 'READY'],
      ]);
      expect(listed[0]?.createdAt).toBeInstanceOf(Date);
    });

    test('lists the versions of one guardrail, named by its id or its ARN', async () => {
      const byId = await client.send(new ListGuardrailsCommand({ guardrailIdentifier: 'gr1' }));
      const arn = byId.guardrails?.[0]?.arn;
      const byArn = await client.send(new ListGuardrailsCommand({ guardrailIdentifier: arn }));

      expect(byId.guardrails?.map(({ version }) => version).sort()).toEqual(['1', '2', 'DRAFT']);
      expect(byArn.guardrails).toEqual(byId.guardrails);
    });

    test('tells what a version of a guardrail looks for', async () => {
      const get = (guardrailVersion?: string) =>
        client.send(new GetGuardrailCommand({ guardrailIdentifier: 'gr1', guardrailVersion }));
      const [draft, first, second] = await Promise.all([get(), get('1'), get('2')]);

      expect(draft).toMatchObject({ version: 'DRAFT', guardrailId: 'gr1', name: 'support' });
      expect(first.contextualGroundingPolicy?.filters).toMatchObject([{ type: 'GROUNDING', threshold: 0.7 }]);
      expect(first.sensitiveInformationPolicy).toBeUndefined();
      expect(second.sensitiveInformationPolicy?.piiEntities).toMatchObject([{ type: 'EMAIL' }]);
      expect(second.kmsKeyArn).toContain(':key/');
    });

    test('refuses guardrails and versions that do not exist or cannot', async () => {
      const get = (guardrailIdentifier: string, guardrailVersion?: string) =>
        client.send(new GetGuardrailCommand({ guardrailIdentifier, guardrailVersion }));

      await expect(get('missing')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
      await expect(get('gr1', '9')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
      await expect(get('NOT AN ID')).rejects.toMatchObject({ name: 'ValidationException' });
      await expect(get('gr1', 'latest')).rejects.toMatchObject({ name: 'ValidationException' });
      await expect(
        client.send(new ListGuardrailsCommand({ nextToken: 'not a token' })),
      ).rejects.toMatchObject({ name: 'ValidationException' });
    });

    test('lists evaluation jobs by status and time, the newest first, page by page', async () => {
      const list = async (input: ListEvaluationJobsCommandInput) => {
        const answer = await client.send(new ListEvaluationJobsCommand(input));
        return { names: answer.jobSummaries?.map(({ jobName }) => jobName), nextToken: answer.nextToken };
      };
      const first = await list({ maxResults: 2 });

      expect(first.names).toEqual(['autumn', 'summer']);
      expect((await list({ maxResults: 2, nextToken: first.nextToken })).names).toEqual(['spring']);
      expect((await list({ statusEquals: 'Completed' })).names).toEqual(['autumn', 'spring']);
      expect((await list({ creationTimeAfter: new Date('2026-05-01T00:00:00Z') })).names).toEqual([
        'autumn',
        'summer',
      ]);
      expect((await list({ applicationTypeEquals: 'RagEvaluation' })).names).toEqual(['autumn']);
    });

    test('refuses a page size and a range that cannot be', async () => {
      await expect(client.send(new ListEvaluationJobsCommand({ maxResults: 0 }))).rejects.toMatchObject({
        name: 'ValidationException',
      });
      await expect(
        client.send(
          new ListEvaluationJobsCommand({
            creationTimeAfter: new Date(2e12),
            creationTimeBefore: new Date(1e12),
          }),
        ),
      ).rejects.toMatchObject({ name: 'ValidationException' });
    });

    test('tells which models the account may call', async () => {
      const get = (modelId: string) => client.send(new GetFoundationModelAvailabilityCommand({ modelId }));
      const [available, missing] = await Promise.all([
        get('amazon.nova-lite-v1:0'),
        get('anthropic.claude-opus-5'),
      ]);

      expect(available).toMatchObject({
        authorizationStatus: 'AUTHORIZED',
        entitlementAvailability: 'AVAILABLE',
        agreementAvailability: { status: 'AVAILABLE' },
      });
      expect(missing).toMatchObject({
        authorizationStatus: 'NOT_AUTHORIZED',
        entitlementAvailability: 'NOT_AVAILABLE',
      });
      await expect(get('nobody.model')).rejects.toMatchObject({ name: 'ValidationException' });
    });

    test('lists inference profiles by type', async () => {
      const { inferenceProfileSummaries: application } = await client.send(
        new ListInferenceProfilesCommand({ typeEquals: 'APPLICATION' }),
      );

      expect(application).toMatchObject([{ inferenceProfileId: 'team1', type: 'APPLICATION' }]);
      expect(application?.[0]?.models?.[0]?.modelArn).toContain('foundation-model/amazon.nova-lite-v1:0');
    });

    test('tells the model behind an application inference profile, and refuses a profile that is not there', async () => {
      const { inferenceProfileSummaries: application = [] } = await client.send(
        new ListInferenceProfilesCommand({ typeEquals: 'APPLICATION' }),
      );
      const inferenceProfileIdentifier = application[0]?.inferenceProfileArn;

      const profile = await client.send(new GetInferenceProfileCommand({ inferenceProfileIdentifier }));

      expect(profile).toMatchObject({ ...application[0], type: 'APPLICATION' });
      await expect(
        client.send(new GetInferenceProfileCommand({ inferenceProfileIdentifier: 'us.amazon.nova-none' })),
      ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    });
  });
}
