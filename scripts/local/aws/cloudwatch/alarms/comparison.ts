import type { AlarmDefinition } from './definition.ts';

/** How an operator compares, and how a state's reason words it. */
export interface Comparison {
  readonly isBreaching: (value: number, threshold: number) => boolean;
  readonly words: string;
}

const COMPARISONS: Readonly<Partial<Record<AlarmDefinition['ComparisonOperator'], Comparison>>> = {
  GreaterThanOrEqualToThreshold: {
    isBreaching: (value, threshold) => value >= threshold,
    words: 'greater than or equal to',
  },
  GreaterThanThreshold: { isBreaching: (value, threshold) => value > threshold, words: 'greater than' },
  LessThanThreshold: { isBreaching: (value, threshold) => value < threshold, words: 'less than' },
  LessThanOrEqualToThreshold: {
    isBreaching: (value, threshold) => value <= threshold,
    words: 'less than or equal to',
  },
};

/** `undefined` for the operators of anomaly detection, which are not offered. */
export const comparisonOf = ({ ComparisonOperator }: AlarmDefinition): Comparison | undefined =>
  COMPARISONS[ComparisonOperator];
