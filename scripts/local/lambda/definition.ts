/** A Lambda function as the template describes it, every reference resolved. */
export interface FunctionDefinition {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  /**
   * Role that it calls AWS with.
   * @default - none: it calls as the local user
   */
  readonly roleArn?: string | undefined;
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
  /** How its log looks, and from which level on Lambda's own lines are in it; text has no levels. */
  readonly logging: {
    readonly format: 'Text' | 'JSON';
    readonly systemLevel: 'DEBUG' | 'INFO' | 'WARN';
  };
}
