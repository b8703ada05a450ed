import type { FileSystem } from '../system.ts';

/** How many folders are looked into for one `*`: a path of many would have the whole disk read. */
const mostPaths = 1000;
/** How many there may be in one name, as each more takes a hundred times as long to match. */
const mostStars = 3;

/**
 * The paths that match a path with `*`, which stands for any text within one name, and for no name that begins with a dot.
 * Without `*` it is the path itself, whether it exists or not.
 *
 * The order is the same on every machine: for each `*`, from the first to the last, names with the highest version come
 * first (`27.0` before `9.1`, and `27.0` before `27.0-beta1`), then names without a number, alphabetically.
 */
export async function expandPath(path: string, files: Pick<FileSystem, 'list'>): Promise<readonly string[]> {
  const [first = '', ...parts] = path.split('/');
  let paths: readonly string[] = [first];
  for (const part of parts) {
    const next = await Promise.all(
      paths.map(async (base) => {
        if (!part.includes('*')) return [`${base}/${part}`];
        if (part.split('*').length - 1 > mostStars) return [];
        const names = await files.list(base === '' ? '/' : base);
        return matching(names, part).map((name) => `${base}/${name}`);
      }),
    );
    paths = next.flat().slice(0, mostPaths);
  }
  return paths;
}

/** The names that match a pattern with `*`, the highest version first. */
function matching(names: readonly string[], pattern: string): readonly string[] {
  const literals = pattern.split('*').map((text) => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`));
  const expression = new RegExp(`^${literals.join('(.*)')}$`);
  return names
    .flatMap((name) => {
      const [, ...texts] = expression.exec(name) ?? [];
      return texts.length === 0 || (name.startsWith('.') && !pattern.startsWith('.')) ? [] : [{ name, texts }];
    })
    .toSorted((a, b) => compareTexts(a.texts, b.texts) || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name);
}

/** Orders what `*` stands for: negative if `a` comes first. */
function compareTexts(a: readonly string[], b: readonly string[]): number {
  for (const [index, text] of a.entries()) {
    const order = compareText(text, b[index] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

function compareText(a: string, b: string): number {
  const [left, right] = [versionOf(a), versionOf(b)];
  if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined);
  const length = Math.max(left.numbers.length, right.numbers.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (right.numbers[index] ?? 0) - (left.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  // A release comes before its pre-releases and variants.
  return Number(left.rest !== '') - Number(right.rest !== '');
}

/** The first dotted number in a text, and the text after it. */
function versionOf(text: string): { readonly numbers: readonly number[]; readonly rest: string } | undefined {
  const match = /\d+(?:\.\d+)*/.exec(text);
  if (match === null) return undefined;
  return { numbers: match[0].split('.').map(Number), rest: text.slice(match.index + match[0].length) };
}
