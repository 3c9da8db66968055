import {
  BedrockAgentClient,
  GetAgentCommand,
  ListAgentsCommand,
  ListDataSourcesCommand,
  ListKnowledgeBasesCommand,
  ListPromptsCommand,
} from '@aws-sdk/client-bedrock-agent';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientOptions, type GetEndpoint } from './target.ts';

/** Bedrock Agents' build-time API, on an account that holds what `account-fixture.ts` says. */
export function describeBedrockAgentContract(getEndpoint: GetEndpoint): void {
  describe('Bedrock Agents', () => {
    let client: BedrockAgentClient;

    beforeAll(() => {
      client = new BedrockAgentClient(clientOptions(getEndpoint));
    });

    afterAll(() => client.destroy());

    test('lists the drafts of all prompts, page by page', async () => {
      const first = await client.send(new ListPromptsCommand({ maxResults: 2 }));
      const second = await client.send(new ListPromptsCommand({ maxResults: 2, nextToken: first.nextToken }));

      const listed = [...(first.promptSummaries ?? []), ...(second.promptSummaries ?? [])];
      expect(first.promptSummaries).toHaveLength(2);
      expect(listed.map(({ name }) => name).sort()).toEqual(['answer', 'classify', 'summarise']);
      expect(new Set(listed.map(({ version }) => version))).toEqual(new Set(['DRAFT']));
      expect(second.nextToken).toBeUndefined();
    });

    test('lists the versions of one prompt with their times, named by its id or its ARN', async () => {
      const byId = await client.send(new ListPromptsCommand({ promptIdentifier: 'PROMPT0001' }));
      const draft = byId.promptSummaries?.find(({ version }) => version === 'DRAFT');
      const byArn = await client.send(new ListPromptsCommand({ promptIdentifier: draft?.arn }));

      const versions = byId.promptSummaries?.filter(({ version }) => version !== 'DRAFT');
      expect(versions?.map(({ version, createdAt }) => [version, createdAt])).toEqual([
        ['1', new Date('2026-02-01T00:00:00Z')],
        ['2', new Date('2026-05-01T00:00:00Z')],
      ]);
      expect(byArn.promptSummaries).toEqual(byId.promptSummaries);
    });

    test('refuses prompts that do not exist or cannot', async () => {
      const list = (promptIdentifier: string) => client.send(new ListPromptsCommand({ promptIdentifier }));

      await expect(list('PROMPT9999')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
      await expect(list('short')).rejects.toMatchObject({ name: 'ValidationException' });
      await expect(client.send(new ListPromptsCommand({ maxResults: 1_001 }))).rejects.toMatchObject({
        name: 'ValidationException',
      });
    });

    test('lists knowledge bases and their data sources', async () => {
      const { knowledgeBaseSummaries } = await client.send(new ListKnowledgeBasesCommand({}));
      const { dataSourceSummaries } = await client.send(
        new ListDataSourcesCommand({ knowledgeBaseId: 'KB00000001' }),
      );
      const page = await client.send(
        new ListDataSourcesCommand({ knowledgeBaseId: 'KB00000001', maxResults: 1 }),
      );

      expect(knowledgeBaseSummaries?.map(({ name, status }) => [name, status])).toEqual([
        ['manuals', 'ACTIVE'],
        ['broken', 'FAILED'],
      ]);
      expect(dataSourceSummaries?.map(({ name, status }) => [name, status])).toEqual([
        ['bucket', 'AVAILABLE'],
        ['old', 'DELETING'],
      ]);
      expect(page.dataSourceSummaries).toHaveLength(1);
      expect(page.nextToken).toBeDefined();
      await expect(
        client.send(new ListDataSourcesCommand({ knowledgeBaseId: 'KB99999999' })),
      ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    });

    test('lists agents and tells the role of one', async () => {
      const { agentSummaries } = await client.send(new ListAgentsCommand({}));
      const { agent } = await client.send(new GetAgentCommand({ agentId: 'AGENT00001' }));

      expect(agentSummaries?.map(({ agentName, agentStatus }) => [agentName, agentStatus])).toEqual([
        ['helper', 'PREPARED'],
        ['other', 'FAILED'],
      ]);
      expect(agent).toMatchObject({
        agentName: 'helper',
        agentResourceRoleArn: 'arn:aws:iam::123456789012:role/agents/helper',
      });
      await expect(client.send(new GetAgentCommand({ agentId: 'AGENT99999' }))).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
      });
    });
  });
}
