import { describeAiSdk } from '../clients/ai-sdk.ts';
import { describeBedrockSdkClient } from '../clients/bedrock-sdk.ts';
import { describeEnvironmentClient } from '../clients/environment.ts';
import { describeLangChain } from '../clients/langchain.ts';
import { emulation, MODEL } from './emulation.ts';

const target = () => ({ baseUrl: emulation.baseUrl, key: emulation.key, model: MODEL });

// MiniStack's Bedrock answers text and nothing else: no tools, no faults on request.
const features = { hasMarkers: false, hasCleartextHttp2: true };

describeBedrockSdkClient(target, features);
describeEnvironmentClient(target);
describeAiSdk(target, features);
describeLangChain(target, features);
