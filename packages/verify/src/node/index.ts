export { verify, type VerifyRequest } from './verify.ts';
