import { mutationOf } from '../../stryker.base.js';

export default mutationOf('build-systems', {
  slow: ['serves every known target with a toolchain like gcc', 'serves every known target with a toolchain like zig'],
});
