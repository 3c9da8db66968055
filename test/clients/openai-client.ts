import OpenAI from 'openai';
import type { ClientTarget } from './target.ts';

/** A client as an application makes it, its own retries off so that each test makes the calls it says. */
export function openAiClient({ baseUrl, key }: ClientTarget): OpenAI {
  return new OpenAI({ baseURL: `${baseUrl}/v1`, apiKey: key, maxRetries: 0 });
}
