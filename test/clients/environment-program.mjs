import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';

const client = new BedrockRuntimeClient();
const input = {
  modelId: process.env.MODEL_ID,
  messages: [{ role: 'user', content: [{ text: 'Say hello.' }] }],
};

const { output } = await client.send(new ConverseCommand(input));
const { stream } = await client.send(new ConverseStreamCommand(input));
let streamed = '';
let outputTokens;
for await (const event of stream) {
  streamed += event.contentBlockDelta?.delta?.text ?? '';
  outputTokens ??= event.metadata?.usage?.outputTokens;
}
console.log(JSON.stringify({ plain: output.message.content[0].text, streamed, outputTokens }));
client.destroy();
