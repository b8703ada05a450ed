import { mutationOf } from '../../stryker.base.js';

export default mutationOf('verify', {
  // Starts and ends processes, and reads the disk.
  adapters: ['src/node/**/*.ts'],
});
