// Lets tests import scripts as text, as esbuild's loader does for packages.
export default {
  process: (source) => ({ code: `export default ${JSON.stringify(source)};` }),
};
