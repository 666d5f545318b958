export const secretId = { type: 'string', required: true, minLength: 1, maxLength: 2048 } as const;
export const versionId = { type: 'string', minLength: 32, maxLength: 64 } as const;
