/** The variable by which users allow projects to run what they configure. Neither a project nor a plugin can set it. */
export const trustVariable = 'MKCROSS_TRUST';

/** Its name as a type. */
export type TrustVariable = typeof trustVariable;
