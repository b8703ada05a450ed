import type { Finding, Place } from '@mkcross/core';
import { findings } from '../findings/index.ts';
import type { DocumentPath } from './places.ts';
import { withDefaults } from './schema-defaults.ts';
import { problemsOf, type Problem } from './schema-problems.ts';
import { keyText, tableText } from './schema-words.ts';

/**
 * Checks data of mkcross.toml against a JSON Schema (draft 2020-12) that describes a `T`. Without findings, `data` is the checked data
 * with the schema's defaults filled in. Findings name keys by their path below `root`: CONFIG_UNKNOWN_KEY, CONFIG_WRONG_TYPE,
 * PATH_OUTSIDE_PROJECT. Throws where the schema itself is broken; `optionSchemaProblems` says so beforehand.
 */
export function checkSchema<T>(
  schema: object,
  data: unknown,
  root: DocumentPath,
  placeOf: (path: DocumentPath) => Place,
): { readonly data?: T; readonly found: readonly Finding[] } {
  const whole = withDefaults(schema, data);
  const problems = problemsOf(schema, whole, 'table');
  const isValid = (checked: unknown): checked is T => checked === whole && problems.length === 0;
  if (isValid(whole)) return { data: whole, found: [] };
  return { found: problems.map((problem) => toFinding(problem, root, placeOf)) };
}

function toFinding(problem: Problem, root: DocumentPath, placeOf: (path: DocumentPath) => Place): Finding {
  const path = [...root, ...problem.path];
  const where = placeOf(path);
  switch (problem.kind) {
    case 'unknown key': {
      const { key, valid, nearest } = problem;
      return findings.CONFIG_UNKNOWN_KEY({ key, table: tableText(path.slice(0, -1)), valid, nearest }, where);
    }
    case 'outside project':
      return findings.PATH_OUTSIDE_PROJECT({ key: keyText(path), path: problem.value }, where);
    case 'wrong value': {
      const { expected, found, nearest } = problem;
      return findings.CONFIG_WRONG_TYPE(
        { key: keyText(path), expected, found: found === 'missing' ? 'nothing' : found, nearest },
        where,
      );
    }
  }
}
