import { PASSED_OVER_CLIENT_TESTS } from '#scripts/emulator/passed-over.ts';
import { describeAiSdk } from '../clients/ai-sdk.ts';
import { describeBedrockSdkClient } from '../clients/bedrock-sdk.ts';
import { describeEnvironmentClient } from '../clients/environment.ts';
import { describeLangChain } from '../clients/langchain.ts';
import { describeOpenAi } from '../clients/openai.ts';
import { describeOpenAiLangChain } from '../clients/openai-langchain.ts';
import { emulation, MODEL } from './emulation.ts';
import { passOver } from './pass-over.ts';

const target = () => ({ baseUrl: emulation.baseUrl, key: emulation.key, model: MODEL });

// MiniStack's Bedrock knows no markers: the tests that need them are run all the same, and passed over by name.
const features = { hasMarkers: true, hasCleartextHttp2: true };

/** The door is the gateway's own translation: what needs markers shows the same there as with our own Bedrock. */
const WITHOUT_MARKERS = { ...features, hasMarkers: false };

passOver(PASSED_OVER_CLIENT_TESTS);

describeBedrockSdkClient(target, features);
describeEnvironmentClient(target);
describeAiSdk(target, features);
describeLangChain(target, features);
describeOpenAi(target, WITHOUT_MARKERS);
describeOpenAiLangChain(target, WITHOUT_MARKERS);
