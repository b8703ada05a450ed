import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { corpus, setUp } from '@mkcross/testbed';
import { inspect } from '@mkcross/inspect';
import { htmlReport } from '@mkcross/verify';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { launchChromium, listenTo } from '../test/chromium.ts';
import { failedReport, failedReportLogs } from '../test/failed-report.ts';

const shipped = fileURLToPath(new URL('../../../packages/inspect/dist/index.js', import.meta.url));
const specimens = await corpus(await setUp(() => undefined), console.info);

/** A folder for pictures of the pages, for those who want to look at them. */
const screenshots = process.env['MKCROSS_SCREENSHOTS'];

let folder: string;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mkcross-browser-'));
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

it('inspects the bytes of a file in a browser, and says there what it says in Node', async () => {
  const entry = `import { inspect } from ${JSON.stringify(shipped)};
    globalThis.inspectText = (text, name) =>
      JSON.stringify(inspect(Uint8Array.from(atob(text), (one) => one.charCodeAt(0)), name));`;
  const bundle = await build({
    stdin: { contents: entry, resolveDir: folder },
    bundle: true,
    platform: 'browser',
    write: false,
  });
  const path = join(folder, 'page.html');
  const script = (bundle.outputFiles[0]?.text ?? '').replaceAll('</script', String.raw`<\/script`);
  await writeFile(path, `<!doctype html><meta charset="utf-8"><title>inspect</title><script>${script}</script>`);
  const page = await browser.newPage();
  const heard = listenTo(page);
  await page.goto(pathToFileURL(path).href);
  for (const name of ['gcc-pie', 'mingw-cpp.exe', 'by-hand-universal', 'zig-wasi.wasm']) {
    const bytes = await readFile(specimens.find((one) => one.name === name)?.path ?? '');
    const call = `inspectText(${JSON.stringify(bytes.toString('base64'))}, ${JSON.stringify(name)})`;
    expect(await page.evaluate(call)).toBe(JSON.stringify(inspect(bytes, name)));
  }
  expect(heard).toEqual({ console: [], errors: [], requests: [] });
  await page.close();
});

describe('the page of a report', () => {
  const looks = (['light', 'dark'] as const).flatMap((colorScheme) =>
    [400, 1280].map((width) => ({ colorScheme, width })),
  );

  it.each(looks)('is whole in $colorScheme, $width pixels wide', async ({ colorScheme, width }) => {
    const path = join(folder, 'report.html');
    await writeFile(path, htmlReport(failedReport, failedReportLogs));
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
    const heard = listenTo(page);
    await page.goto(pathToFileURL(path).href);
    await page.evaluate(`document.querySelectorAll('details').forEach((one) => { one.open = true; })`);
    if (screenshots !== undefined)
      await page.screenshot({ path: join(screenshots, `report-${colorScheme}-${width}.png`), fullPage: true });

    expect(heard).toEqual({ console: [], errors: [], requests: [] });
    expect(await page.title()).toBe('mkcross verify: failed');
    expect(await page.getByRole('heading', { level: 1, name: /failed/ }).isVisible()).toBe(true);
    for (const { target, verdict, steps } of failedReport.targets) {
      expect(await page.getByRole('row', { name: new RegExp(`${target}.*${verdict}`) }).isVisible()).toBe(true);
      expect(await page.getByRole('heading', { level: 2, name: target }).isVisible()).toBe(true);
      for (const { name } of steps) expect(await page.getByRole('heading', { level: 3, name }).isVisible()).toBe(true);
    }
    expect(await page.evaluate(wider)).toEqual([]);
    expect(await page.evaluate(faint)).toEqual([]);
    await page.close();
  });
});

/** What sticks out of the page. Texts that scroll in a box of their own do not. */
const wider = `[...document.querySelectorAll('body, body *')]
  .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
  .map((one) => one.outerHTML.slice(0, 100))
  .concat(document.documentElement.scrollWidth > document.documentElement.clientWidth ? ['the page scrolls'] : [])`;

/** Texts that are hard to read: those with a contrast below 4.5 to 1 (WCAG 2.2, 1.4.3). */
const faint = `(() => {
  const light = (colour) => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3).map((one) => one / 255);
    const [r, g, b] = parts.map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (one) => {
    const colour = getComputedStyle(one).backgroundColor;
    return colour !== 'rgba(0, 0, 0, 0)' ? colour : one.parentElement === null ? 'rgb(255, 255, 255)' : behind(one.parentElement);
  };
  return [...document.querySelectorAll('body *')]
    .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== ''))
    .map((one) => {
      const [a, b] = [light(getComputedStyle(one).color), light(behind(one))].toSorted((x, y) => y - x);
      return { text: one.textContent.slice(0, 40), contrast: (a + 0.05) / (b + 0.05) };
    })
    .filter(({ contrast }) => contrast < 4.5);
})()`;
