import { type Acknowledgment, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Shortest reason that says something. */
export const MIN_REASON_LENGTH = 20;

/**
 * Accepts findings on the one resource that a construct stands for, not on what else is below it.
 * Findings about a role's policy need `acknowledgeBelow`: the policy is another resource.
 */
export function acknowledge(construct: IConstruct, ...findings: readonly Acknowledgment[]): void {
  acknowledgeBelow(construct.node.defaultChild ?? construct, ...findings);
}

/** Accepts findings on a construct and everything below it. */
export function acknowledgeBelow(construct: IConstruct, ...findings: readonly Acknowledgment[]): void {
  for (const { id, reason } of findings) {
    if (reason.length < MIN_REASON_LENGTH) throw new TypeError(`${id}: "${reason}" is no reason`);
  }
  Validations.of(construct).acknowledge(...findings);
}
