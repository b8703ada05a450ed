export { withFile } from './file-source.ts';
