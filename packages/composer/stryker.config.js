import { mutationOf } from '../../stryker.base.js';

export default mutationOf('composer', {
  ignoreStatic: true,
  // Reads the disk and asks Node; the rest of src/node is tested in temporary folders.
  adapters: ['src/node/disk.ts'],
  also: ['tools/testbed/test/golden.test.ts'],
  slow: [
    'time grows with the number of plugins, not with its square',
    'any plugin that keeps the contract composes, or is told what is wrong with it',
    'whatever is changed in a plugin, checking never throws and every position is in the file',
    // Also of each golden folder.
    'the order of plugins does not matter',
    'what configToToml writes is read as the same configuration',
    'everything that has a name is explained',
    'no data makes checking throw',
    'no text makes parsing throw, and every position is in the file',
  ],
});
