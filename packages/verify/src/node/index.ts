export { withFile } from './file-source.ts';
export { verify, type VerifyRequest } from './verify.ts';
