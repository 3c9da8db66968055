import { CfnElement, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Logical id of a construct's main resource: cdk-nag names resources by it in the ids of its findings. */
export function logicalIdOf(construct: IConstruct): string {
  const resource = construct.node.defaultChild;
  if (!CfnElement.isCfnElement(resource)) throw new TypeError(`${construct.node.path} has no main resource`);
  return Stack.of(construct).getLogicalId(resource);
}
