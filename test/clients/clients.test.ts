import { describeAiSdk } from './ai-sdk.ts';
import { describeBedrockSdkClient } from './bedrock-sdk.ts';
import { describeEnvironmentClient } from './environment.ts';
import { describeLangChain } from './langchain.ts';
import { describeOpenAi } from './openai.ts';
import { describeOpenAiLangChain } from './openai-langchain.ts';
import { useTarget } from './test-target.ts';

const { target, features } = useTarget();

describeBedrockSdkClient(target, features);
if (features.hasCleartextHttp2) describeEnvironmentClient(target);
describeAiSdk(target, features);
describeLangChain(target, features);
describeOpenAi(target, features);
describeOpenAiLangChain(target, features);
