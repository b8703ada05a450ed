import type { DefaultTreeAdapterTypes } from 'parse5';
import type { IndexedFile } from '../../fetch/choose-wheel.ts';

/** The `Accept` header for a package index: JSON (PEP 691), and HTML for an index that has only that. */
export const indexTypes = 'application/vnd.pypi.simple.v1+json, text/html;q=0.2';

/**
 * The files of a package by its page of an index, by the page's content type as JSON or HTML
 * (https://packaging.python.org/specifications/simple-repository-api); undefined if it is neither. `page` is its URL.
 */
export async function parseIndex(
  text: string,
  type: string,
  page: string,
): Promise<readonly IndexedFile[] | undefined> {
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

type Element = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.Node;

async function parseHtml(text: string, page: string): Promise<readonly IndexedFile[]> {
  // Loaded when needed: few indexes have no JSON.
  const { parse } = await import('parse5');
  const elements = elementsOf(parse(text));
  const base = elements.find(({ tagName }) => tagName === 'base');
  const address = new URL((base && attribute(base, 'href')) ?? '', page);
  return elements.flatMap((element): readonly IndexedFile[] => {
    const href = element.tagName === 'a' ? attribute(element, 'href') : undefined;
    if (href === undefined) return [];
    const url = new URL(href, address);
    const sha256 = /^#sha256=([0-9a-f]{64})$/i.exec(url.hash)?.[1]?.toLowerCase();
    url.hash = '';
    const yanked = attribute(element, 'data-yanked') !== undefined;
    return [{ name: textOf(element).trim(), url: url.href, sha256, yanked }];
  });
}

function elementsOf(node: Node): readonly Element[] {
  const own = 'tagName' in node ? [node] : [];
  return 'childNodes' in node ? [...own, ...node.childNodes.flatMap(elementsOf)] : own;
}

const attribute = ({ attrs }: Element, name: string) => attrs.find((one) => one.name === name)?.value;

function textOf(node: Node): string {
  if (node.nodeName === '#text' && 'value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}
