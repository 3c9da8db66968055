/** CloudWatch namespace of every metric that Waymark emits. */
export const NAMESPACE = 'Waymark';
