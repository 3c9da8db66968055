import type { HashPurpose } from '#functions/ports.ts';
import type { Call } from './call.ts';
import type { CallResultFacts } from './record.ts';
import type { GatewayDependencies } from './settings.ts';

/** What a record says of texts that it must not hold. */
export type CallHashes = Pick<CallResultFacts, 'systemHash' | 'userHash' | 'conversationHash'>;

/** Never fails. */
export async function hashCall(
  { request, labels }: Call,
  { systemPromptHash: keyed }: GatewayDependencies,
): Promise<CallHashes> {
  const hash = (text: string | undefined, purpose: HashPurpose): Promise<string | undefined> =>
    text === undefined ? Promise.resolve(undefined) : keyed.hash(text, purpose).catch(() => undefined);
  const [systemHash, userHash, conversationHash] = await Promise.all([
    hash(request.systemPrompt, 'system-prompt'),
    hash(labels.user, 'user'),
    hash(labels.conversation, 'conversation'),
  ]);
  return { systemHash, userHash, conversationHash };
}
