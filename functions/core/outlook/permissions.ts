/** IAM actions that an outlook takes beyond those of an assessment. */
export const OUTLOOK_PERMISSIONS = ['servicequotas:ListServiceQuotas'] as const;
