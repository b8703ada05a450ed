import type { IndexedFile } from '../../fetch/choose-wheel.ts';

/** The media types in which an index may answer, the better one first. */
export const indexTypes = 'application/vnd.pypi.simple.v1+json, text/html;q=0.2';

/**
 * The files of a package by its page of an index, as JSON or as HTML
 * (https://packaging.python.org/specifications/simple-repository-api); undefined where it is neither. `page` is its address.
 */
export function parseIndex(text: string, type: string, page: string): readonly IndexedFile[] | undefined {
  return type.includes('json') ? parseJson(text, page) : type.includes('html') ? parseHtml(text, page) : undefined;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function parseJson(text: string, page: string): readonly IndexedFile[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || !Array.isArray(value['files'])) return undefined;
  return value['files'].flatMap((file: unknown): readonly IndexedFile[] => {
    if (!isRecord(file) || typeof file['filename'] !== 'string' || typeof file['url'] !== 'string') return [];
    const { filename, url, hashes, yanked } = file;
    const sha256 = isRecord(hashes) ? hashes['sha256'] : undefined;
    return [
      {
        name: filename,
        url: new URL(url, page).href,
        sha256: typeof sha256 === 'string' ? sha256.toLowerCase() : undefined,
        yanked: yanked !== undefined && yanked !== false,
      },
    ];
  });
}

function parseHtml(text: string, page: string): readonly IndexedFile[] {
  return [...text.matchAll(/<a\s([^>]*)>([^<]+)<\/a>/gi)].flatMap(([, attributes = '', name = '']) => {
    const href = /\bhref\s*=\s*["']([^"']+)["']/i.exec(attributes)?.[1];
    if (href === undefined) return [];
    const url = new URL(href.replaceAll('&amp;', '&'), page);
    const sha256 = /^#sha256=([0-9a-f]{64})$/i.exec(url.hash)?.[1]?.toLowerCase();
    url.hash = '';
    return [{ name: name.trim(), url: url.href, sha256, yanked: /\bdata-yanked\b/i.test(attributes) }];
  });
}
