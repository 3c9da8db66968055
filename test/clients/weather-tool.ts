/** The one tool of the client suites, in JSON Schema. */
export const WEATHER_TOOL = {
  name: 'get_weather',
  description: 'Tells the weather in a city.',
  inputSchema: {
    type: 'object' as const,
    properties: { city: { type: 'string', description: 'Name of the city.' } },
    required: ['city'],
  },
};

/** A question that makes the local Bedrock use the tool. */
export const WEATHER_QUESTION = 'What is the weather in Lisbon? [[tool]]';

/** What the tool answers. */
export const WEATHER_RESULT = { city: 'Lisbon', celsius: 21 };
