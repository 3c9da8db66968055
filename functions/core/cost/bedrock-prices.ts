import type { PriceTable } from './price-table.ts';

/**
 * Prices of Bedrock's models, made by `npm run prices -- --write`; not to be edited. USD per million tokens, commercial
 * Regions: the source knows no difference between them, so a Region that is dearer needs an override.
 * From @pydantic/genai-prices, copyright (c) Pydantic Services Inc., MIT licence.
 * Left out, because a call does not tell audio from text: amazon.nova-2-sonic-v1:0, amazon.nova-sonic-v1:0.
 */
export const BEDROCK_PRICES = {
  source: '@pydantic/genai-prices (MIT), provider aws',
  version: '0.1.8',
  date: '2026-09-23',
  models: {
    'amazon.nova-2-lite': {
      standard: {
        global: { input: 0.3, output: 2.5, cacheRead: 0.075 },
        regional: { input: 0.33, output: 2.75, cacheRead: 0.0825 },
      },
    },
    'amazon.nova-lite': { standard: { any: { input: 0.06, output: 0.24, cacheRead: 0.015 } } },
    'amazon.nova-micro': { standard: { any: { input: 0.035, output: 0.14, cacheRead: 0.00875 } } },
    'amazon.nova-premier': { standard: { any: { input: 2.5, output: 12.5, cacheRead: 0.625 } } },
    'amazon.nova-pro': { standard: { any: { input: 0.8, output: 3.2, cacheRead: 0.2 } } },
    'amazon.titan-embed-text': { standard: { any: { input: 0.1 } } },
    'amazon.titan-text-express': { standard: { any: { input: 0.2, output: 0.6 } } },
    'amazon.titan-text-lite': { standard: { any: { input: 0.15, output: 0.2 } } },
    'anthropic.claude-3-5-haiku-20241022': {
      standard: { any: { input: 0.8, output: 4, cacheRead: 0.08, cacheWrite: 1 } },
    },
    'anthropic.claude-3-5-sonnet-20240620': {
      standard: { any: { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 } },
    },
    'anthropic.claude-3-5-sonnet-20241022-v2': {
      standard: { any: { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 } },
    },
    'anthropic.claude-3-7-sonnet-20250219': {
      standard: { any: { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 } },
    },
    'anthropic.claude-3-haiku-20240307': { standard: { any: { input: 0.25, output: 1.25 } } },
    'anthropic.claude-3-opus-20240229': { standard: { any: { input: 15, output: 75 } } },
    'anthropic.claude-3-sonnet-20240229': {
      standard: { any: { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 } },
    },
    'anthropic.claude-fable-5': {
      standard: {
        global: { input: 10, output: 50, cacheRead: 1, cacheWrite: 12.5 },
        regional: { input: 11, output: 55, cacheRead: 1.1, cacheWrite: 13.75 },
      },
    },
    'anthropic.claude-fable-5-1': {
      standard: {
        global: { input: 10, output: 50, cacheRead: 0.25, cacheWrite: 12.5 },
        regional: { input: 11, output: 55, cacheRead: 0.275, cacheWrite: 13.75 },
      },
    },
    'anthropic.claude-haiku-4-5-20251001': {
      standard: {
        global: { input: 1, output: 5, cacheRead: 0.1, cacheWrite: 1.25 },
        regional: { input: 1.1, output: 5.5, cacheRead: 0.11, cacheWrite: 1.375 },
      },
    },
    'anthropic.claude-opus-4-1-20250805': {
      standard: { regional: { input: 15, output: 75, cacheRead: 1.5, cacheWrite: 18.75 } },
    },
    'anthropic.claude-opus-4-20250514': {
      standard: { regional: { input: 15, output: 75, cacheRead: 1.5, cacheWrite: 18.75 } },
    },
    'anthropic.claude-opus-4-5': {
      standard: {
        global: { input: 5, output: 25, cacheRead: 0.5, cacheWrite: 6.25 },
        regional: { input: 5.5, output: 27.5, cacheRead: 0.55, cacheWrite: 6.875 },
      },
    },
    'anthropic.claude-opus-4-6': {
      standard: {
        global: { input: 5, output: 25, cacheRead: 0.5, cacheWrite: 6.25 },
        regional: { input: 5.5, output: 27.5, cacheRead: 0.55, cacheWrite: 6.875 },
      },
    },
    'anthropic.claude-opus-4-7': {
      standard: {
        global: { input: 5, output: 25, cacheRead: 0.5, cacheWrite: 6.25 },
        regional: { input: 5.5, output: 27.5, cacheRead: 0.55, cacheWrite: 6.875 },
      },
    },
    'anthropic.claude-opus-4-8': {
      standard: {
        global: { input: 5, output: 25, cacheRead: 0.5, cacheWrite: 6.25 },
        regional: { input: 5.5, output: 27.5, cacheRead: 0.55, cacheWrite: 6.875 },
      },
    },
    'anthropic.claude-opus-5': {
      standard: {
        global: { input: 5, output: 25, cacheRead: 0.5, cacheWrite: 6.25 },
        regional: { input: 5.5, output: 27.5, cacheRead: 0.55, cacheWrite: 6.875 },
      },
    },
    'anthropic.claude-opus-5-5': {
      standard: {
        global: { input: 4, output: 20, cacheRead: 0.2, cacheWrite: 5, cacheWrite1h: 8 },
        regional: { input: 4.4, output: 22, cacheRead: 0.22, cacheWrite: 5.5, cacheWrite1h: 8.8 },
      },
    },
    'anthropic.claude-sonnet-4-20250514': {
      standard: {
        global: { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 },
        regional: { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 },
      },
    },
    'anthropic.claude-sonnet-4-5-20250929': {
      standard: {
        global: { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 },
        regional: { input: 3.3, output: 16.5, cacheRead: 0.33, cacheWrite: 4.125 },
      },
    },
    'anthropic.claude-sonnet-4-6': {
      standard: {
        global: { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 },
        regional: { input: 3.3, output: 16.5, cacheRead: 0.33, cacheWrite: 4.125 },
      },
    },
    'anthropic.claude-sonnet-5': {
      standard: {
        global: { input: 2, output: 10, cacheRead: 0.2, cacheWrite: 2.5 },
        regional: { input: 2.2, output: 11, cacheRead: 0.22, cacheWrite: 2.75 },
      },
    },
    'deepseek.r1': { standard: { any: { input: 1.35, output: 5.4 } } },
    'google.gemma-3-12b-it': { standard: { any: { input: 0.09, output: 0.29 } } },
    'google.gemma-3-27b-it': { standard: { any: { input: 0.23, output: 0.38 } } },
    'google.gemma-3-4b-it': { standard: { any: { input: 0.04, output: 0.08 } } },
    'meta.llama3-1-70b-instruct': { standard: { any: { input: 0.72, output: 0.72 } } },
    'meta.llama3-1-8b-instruct': { standard: { any: { input: 0.22, output: 0.22 } } },
    'meta.llama3-2-11b-instruct': { standard: { any: { input: 0.16, output: 0.16 } } },
    'meta.llama3-2-1b-instruct': { standard: { any: { input: 0.1, output: 0.1 } } },
    'meta.llama3-2-3b-instruct': { standard: { any: { input: 0.15, output: 0.15 } } },
    'meta.llama3-2-90b-instruct': { standard: { any: { input: 0.72, output: 0.72 } } },
    'meta.llama3-3-70b-instruct': { standard: { any: { input: 0.72, output: 0.72 } } },
    'meta.llama3-70b-instruct': { standard: { any: { input: 2.65, output: 3.5 } } },
    'meta.llama3-8b-instruct': { standard: { any: { input: 0.3, output: 0.6 } } },
    'meta.llama4-maverick-17b-instruct': { standard: { any: { input: 0.24, output: 0.97 } } },
    'meta.llama4-scout-17b-instruct': { standard: { any: { input: 0.17, output: 0.66 } } },
    'mistral.devstral-2-123b': { standard: { any: { input: 0.4, output: 2 } } },
    'mistral.magistral-small-2509': { standard: { any: { input: 0.5, output: 1.5 } } },
    'mistral.ministral-3-14b-instruct': { standard: { any: { input: 0.2, output: 0.2 } } },
    'mistral.ministral-3-3b-instruct': { standard: { any: { input: 0.1, output: 0.1 } } },
    'mistral.ministral-3-8b-instruct': { standard: { any: { input: 0.15, output: 0.15 } } },
    'mistral.mistral-7b-instruct-v0': { standard: { any: { input: 0.15, output: 0.2 } } },
    'mistral.mistral-large-2402': { standard: { any: { input: 4, output: 12 } } },
    'mistral.mistral-large-3-675b-instruct': { standard: { any: { input: 0.5, output: 1.5 } } },
    'mistral.mistral-small-2402': { standard: { any: { input: 1, output: 3 } } },
    'mistral.mixtral-8x7b-instruct-v0': { standard: { any: { input: 0.45, output: 0.7 } } },
    'mistral.pixtral-large-2502': { standard: { any: { input: 2, output: 6 } } },
    'mistral.voxtral-mini-3b-2507': { standard: { any: { input: 0.04, output: 0.04 } } },
    'mistral.voxtral-small-24b-2507': { standard: { any: { input: 0.1, output: 0.3 } } },
    'nvidia.nemotron-nano-3-30b': { standard: { any: { input: 0.06, output: 0.24 } } },
    'nvidia.nemotron-nano-9b-v2': { standard: { any: { input: 0.06, output: 0.23 } } },
    'nvidia.nemotron-super-3-120b': { standard: { any: { input: 0.15, output: 0.65 } } },
    'openai.gpt-5.4': { standard: { regional: { input: 2.75, output: 16.5, cacheRead: 0.275 } } },
    'openai.gpt-5.5': { standard: { regional: { input: 5.5, output: 33, cacheRead: 0.55 } } },
    'openai.gpt-5.6-luna': {
      standard: {
        global: {
          input: 0.2,
          output: 1.2,
          cacheRead: 0.02,
          cacheWrite: 0.25,
          longPrompt: [{ over: 271999, input: 0.4, output: 1.8, cacheRead: 0.04, cacheWrite: 0.5 }],
        },
        regional: {
          input: 0.22,
          output: 1.32,
          cacheRead: 0.022,
          cacheWrite: 0.275,
          longPrompt: [{ over: 271999, input: 0.44, output: 1.98, cacheRead: 0.044, cacheWrite: 0.55 }],
        },
      },
    },
    'openai.gpt-5.6-sol': {
      standard: {
        global: {
          input: 4,
          output: 20,
          cacheRead: 0.4,
          cacheWrite: 5,
          longPrompt: [{ over: 271999, input: 8, output: 30, cacheRead: 0.8, cacheWrite: 10 }],
        },
        regional: {
          input: 4.4,
          output: 22,
          cacheRead: 0.44,
          cacheWrite: 5.5,
          longPrompt: [{ over: 271999, input: 8.8, output: 33, cacheRead: 0.88, cacheWrite: 11 }],
        },
      },
    },
    'openai.gpt-5.6-terra': {
      standard: {
        global: {
          input: 2,
          output: 12,
          cacheRead: 0.2,
          cacheWrite: 2.5,
          longPrompt: [{ over: 271999, input: 4, output: 18, cacheRead: 0.4, cacheWrite: 5 }],
        },
        regional: {
          input: 2.2,
          output: 13.2,
          cacheRead: 0.22,
          cacheWrite: 2.75,
          longPrompt: [{ over: 271999, input: 4.4, output: 19.8, cacheRead: 0.44, cacheWrite: 5.5 }],
        },
      },
    },
    'openai.gpt-oss-120b-1': { standard: { any: { input: 0.15, output: 0.6 } } },
    'openai.gpt-oss-20b-1': { standard: { any: { input: 0.07, output: 0.3 } } },
    'qwen.qwen3-32b': { standard: { any: { input: 0.15, output: 0.6 } } },
    'qwen.qwen3-coder-30b-a3b': { standard: { any: { input: 0.15, output: 0.6 } } },
    'qwen.qwen3-coder-480b-a35b': { standard: { any: { input: 0.45, output: 1.8 } } },
    'qwen.qwen3-vl-235b-a22b': { standard: { any: { input: 0.53, output: 2.66 } } },
    'writer.palmyra-x4': { standard: { any: { input: 2.5, output: 10 } } },
    'writer.palmyra-x5': { standard: { any: { input: 0.6, output: 6 } } },
  },
} as const satisfies PriceTable;
