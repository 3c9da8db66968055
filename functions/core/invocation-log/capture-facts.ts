/** What capturing itself has to tell, for its own metrics. */
export interface CaptureFacts {
  readonly stage: string;
  /** Log events that became no record and lie in quarantine. @default 0 */
  readonly quarantinedEvents?: number;
  /** Changes to the Region's invocation logging that the stack did not make. @default 0 */
  readonly loggingChanges?: number;
}
