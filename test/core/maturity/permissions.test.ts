import { describe, expect, it } from 'vitest';
import { FACT_IDS } from '#core/maturity/evidence.ts';
import {
  EVIDENCE_PERMISSIONS,
  IDENTITY_PERMISSIONS,
  LOG_QUERY_PERMISSIONS,
  METRIC_PERMISSIONS,
} from '#core/maturity/permissions.ts';

const all = [
  ...Object.values(EVIDENCE_PERMISSIONS),
  METRIC_PERMISSIONS,
  LOG_QUERY_PERMISSIONS,
  IDENTITY_PERMISSIONS,
].flat();

describe('permissions', () => {
  it('are known of each fact', () => {
    expect(Object.keys(EVIDENCE_PERMISSIONS).toSorted()).toEqual([...FACT_IDS].toSorted());
    for (const actions of Object.values(EVIDENCE_PERMISSIONS)) expect(actions.length).toBeGreaterThan(0);
  });

  it('name single actions that only read; StartQuery reads logs, ViewBudget budgets and Query a table', () => {
    const reading = /^[a-z]+:(Get|List|Describe|Lookup|View)[A-Za-z]+$|^logs:StartQuery$|^dynamodb:Query$/;

    for (const action of all) expect(action).toMatch(reading);
  });
});
