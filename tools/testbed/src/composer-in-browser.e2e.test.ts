import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { checkPlugin, compose, configFromData, modelOf, renderFlake, renderFolder } from '@mkcross/composer';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { launchChromium, listenTo } from '../test/chromium.ts';

const packages = new URL('../../../packages/', import.meta.url);
const ids = ['qemu', 'rust', 'rust-mingw', 'rust-musl', 'wine', 'zig', 'zig-cc'];

/** A program of a few lines, as others would write it: plain objects in, model, findings and files out. */
const program = `import { compose, configFromData, modelOf, renderFlake, renderFolder } from '@mkcross/composer';
globalThis.filesOf = (config, plugins) => {
  const read = configFromData(config);
  if (read.config === undefined) return { found: read.found };
  const composition = compose({ config: read.config, places: { file: 'mkcross.toml', positions: {} } }, plugins);
  if (composition.model === undefined) return { found: composition.found };
  const model = modelOf(composition);
  return { found: composition.found, files: [renderFlake(model), ...renderFolder(model)] };
};`;

const configs = [
  { plugins: ['rust-musl', 'rust-mingw', 'wine'], targets: ['x86_64-unknown-linux-musl', 'x86_64-pc-windows-gnu'] },
  { plugins: ['zig-cc', 'qemu'], targets: ['aarch64-unknown-linux-musl'], nix: { systems: ['x86_64-linux'] } },
  { plugins: ['rust-musl'], targets: ['x86_64-unknow-linux-musl'] },
  { plugins: 'rust-musl' },
];

let folder: string;
let browser: Browser;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mkcross-composer-'));
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

function inNode(data: unknown, plugins: Parameters<typeof compose>[1]): unknown {
  const read = configFromData(data);
  if (read.config === undefined) return { found: read.found };
  const composition = compose({ config: read.config, places: { file: 'mkcross.toml', positions: {} } }, plugins);
  if (composition.model === undefined) return { found: composition.found };
  const model = modelOf(composition);
  return { found: composition.found, files: [renderFlake(model), ...renderFolder(model)] };
}

it('composes and renders in a browser what it does in Node, with no request and no message', async () => {
  const plugins = await Promise.all(
    ids.map(async (id) => {
      const text = await readFile(new URL(`${id}/plugin.json`, packages), 'utf8');
      const { plugin } = checkPlugin(JSON.parse(text), { id, package: `@mkcross/${id}` });
      if (plugin === undefined) throw new Error(`${id} is not a valid plugin`);
      return plugin;
    }),
  );
  const bundle = await build({
    stdin: { contents: program, resolveDir: fileURLToPath(new URL('composer/', packages)) },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    write: false,
  });
  const script = (bundle.outputFiles[0]?.text ?? '').replaceAll('</script', String.raw`<\/script`);
  const path = join(folder, 'page.html');
  await writeFile(path, `<!doctype html><meta charset="utf-8"><title>compose</title><script>${script}</script>`);
  const page = await browser.newPage();
  const heard = listenTo(page);
  await page.goto(pathToFileURL(path).href);
  for (const config of configs) {
    const call = `JSON.stringify(filesOf(${JSON.stringify(config)}, ${JSON.stringify(plugins)}))`;
    expect(await page.evaluate(call)).toBe(JSON.stringify(inNode(config, plugins)));
  }
  expect(heard).toEqual({ console: [], errors: [], requests: [] });
  await page.close();
});
