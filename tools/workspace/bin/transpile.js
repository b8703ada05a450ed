// JavaScript, for it runs before there is a compiler.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, stop } from 'esbuild';

/** Each file stays one, and imports the others by the names that they will have. */
const apart = {
  name: 'apart',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path: path.replace(/\.ts$/, '.js'), external: true },
    );
  },
};

/** Writes the JavaScript of a tool, given by its folder, without checking types. */
export async function transpile(folder) {
  const source = join(folder, 'src');
  await build({
    entryPoints: readdirSync(source, { recursive: true })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .map((file) => `./${join(source, file)}`),
    outbase: source,
    outdir: join(folder, 'dist'),
    bundle: true,
    packages: 'external',
    plugins: [apart],
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    logLevel: 'warning',
  });
  await stop();
}
