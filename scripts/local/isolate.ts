import { devNull } from 'node:os';

/** Keeps this machine's AWS configuration out of a process that must talk to the embedded AWS only. */
export function isolateFromAwsConfiguration(): void {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  process.env.AWS_CONFIG_FILE = devNull;
  process.env.AWS_SHARED_CREDENTIALS_FILE = devNull;
  process.env.AWS_EC2_METADATA_DISABLED = 'true';
  silenceNodeVersionWarning();
}

/** The SDK announces the end of Node.js 20 on every start; the README says it once. */
export function silenceNodeVersionWarning(): void {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
}
