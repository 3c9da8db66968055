/** A Lambda function as the template describes it, every reference resolved. */
export interface FunctionDefinition {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  /** Folder of the bundle. */
  readonly folder: string;
  /** As in the template: `index.handler`. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** Invocations at once; `undefined` is the account's limit. */
  readonly reservedConcurrency: number | undefined;
  readonly logGroupName: string;
}
