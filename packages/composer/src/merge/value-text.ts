import type { ModelPlaceholder, Value } from '../model.ts';

/** A value in one line for people: `"-L native=${rust-mingw/pthreads:lib}"`. */
export function valueText(value: Value): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return JSON.stringify(
    value.map((part) => (typeof part === 'string' ? part : `\${${placeholderText(part)}}`)).join(''),
  );
}

function placeholderText(part: ModelPlaceholder): string {
  if ('tool' in part) return part.tool;
  if ('library' in part) return `${part.library}:${part.dir}`;
  if ('project' in part) return part.project === '' ? 'project' : `project/${part.project}`;
  if ('program' in part) return part.program;
  return 'file' in part ? part.file : 'default target';
}
