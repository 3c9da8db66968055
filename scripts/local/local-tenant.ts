/** Whom the key of `npm start` belongs to. */
export const LOCAL_TENANT = 'local';
