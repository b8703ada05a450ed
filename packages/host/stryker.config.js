import { mutationOf } from '../../stryker.base.js';

export default mutationOf('host', {
  ignoreStatic: true,
  // Downloads, unpacks and asks the operating system. What it decides is in the files beside it.
  adapters: ['src/node/**/*.ts', '!src/node/fetch/parse-index.ts'],
  slow: ['writes what bash reads again, whatever the values are'],
});
