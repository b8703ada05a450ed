import type { IndexedFile } from '../../fetch/choose-wheel.ts';

/** The `Accept` header for a package index: JSON (PEP 691), and HTML for an index that has only that. */
export const indexTypes = 'application/vnd.pypi.simple.v1+json, text/html;q=0.2';

/**
 * The files of a package by its page of an index, by the page's content type as JSON or HTML
 * (https://packaging.python.org/specifications/simple-repository-api); undefined if it is neither. `page` is its URL. A file whose
 * name is not one of a package, or whose URL is invalid, is left out.
 */
export async function parseIndex(
  text: string,
  type: string,
  page: string,
): Promise<readonly IndexedFile[] | undefined> {
  if (type.includes('json')) return parseJson(text, page);
  return type.includes('html') ? parseHtml(text, page) : undefined;
}

/** What the names of packages' files consist of, and the longest that a file system takes. */
const isFileName = (name: string): boolean => name.length <= 255 && /^[\w.!+-]+$/.test(name);

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
    if (!isFileName(filename) || !URL.canParse(url, page)) return [];
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

/** A link of a page as it stands there. */
interface Link {
  readonly text: string;
  readonly attributes: ReadonlyMap<string, string>;
}

async function parseHtml(text: string, page: string): Promise<readonly IndexedFile[]> {
  const { links, base } = await readLinks(text);
  const address = base !== undefined && URL.canParse(base, page) ? new URL(base, page).href : page;
  return links.flatMap(({ text: content, attributes }): readonly IndexedFile[] => {
    const href = attributes.get('href');
    const name = content.trim();
    if (href === undefined || !URL.canParse(href, address) || !isFileName(name)) return [];
    const url = new URL(href, address);
    const sha256 = /^#sha256=([0-9a-f]{64})$/i.exec(url.hash)?.[1]?.toLowerCase();
    url.hash = '';
    return [{ name, url: url.href, sha256, yanked: attributes.has('data-yanked') }];
  });
}

/**
 * The links of a page, and the address that it gives for itself. It is read token by token: no tree is made of it, which could be as
 * deep as its server likes, so that the time is in proportion to the length.
 */
async function readLinks(
  page: string,
): Promise<{ readonly links: readonly Link[]; readonly base: string | undefined }> {
  // Loaded when needed: few indexes have no JSON.
  const { Tokenizer } = await import('htmlparser2');
  const links: Link[] = [];
  let base: string | undefined;
  let tag = '';
  let attributes = new Map<string, string>();
  let name = '';
  let value = '';
  let text: string[] | undefined;
  const add = (part: string) => {
    text?.push(part);
  };
  const openTag = () => {
    if (tag === 'base') base ??= attributes.get('href');
    if (tag === 'a') text = [];
  };
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      onopentagname: (start, end) => {
        tag = page.slice(start, end).toLowerCase();
        if (tag === 'a' || tag === 'base') attributes = new Map();
      },
      onattribname: (start, end) => {
        name = page.slice(start, end).toLowerCase();
        value = '';
      },
      onattribdata: (start, end) => {
        value += page.slice(start, end);
      },
      onattribentity: (point) => {
        value += String.fromCodePoint(point);
      },
      onattribend: () => {
        if ((tag === 'a' || tag === 'base') && !attributes.has(name)) attributes.set(name, value);
      },
      onopentagend: openTag,
      onselfclosingtag: openTag,
      ontext: (start, end) => {
        add(page.slice(start, end));
      },
      ontextentity: (point) => {
        add(String.fromCodePoint(point));
      },
      onclosetag: (start, end) => {
        if (text === undefined || page.slice(start, end).toLowerCase() !== 'a') return;
        links.push({ text: text.join(''), attributes });
        text = undefined;
      },
      oncdata: () => undefined,
      oncomment: () => undefined,
      ondeclaration: () => undefined,
      onend: () => undefined,
      onprocessinginstruction: () => undefined,
    },
  );
  tokenizer.write(page);
  tokenizer.end();
  return { links, base };
}
