import { PluginSchema, type ToolchainPlugin } from '@mkcross/core';
import Value from 'typebox/value';
import { brokenReferences } from './references.ts';

/** Why a value is no plugin: what differs from the schema, and, if nothing does, references that name nothing. */
export function problemsOf(value: unknown, companions: readonly unknown[]): readonly string[] {
  if (!isPlugin(value)) return schemaProblems(value);
  return brokenReferences(value, companions.filter(isPlugin));
}

const isPlugin = (value: unknown): value is ToolchainPlugin => Value.Check(PluginSchema, value);

/** The deepest places of the schema's errors: those of a union name each of its branches at the same place. */
function schemaProblems(value: unknown): readonly string[] {
  const errors = Value.Errors(PluginSchema, value);
  const deepest = errors.filter(
    ({ instancePath }) => !errors.some((other) => other.instancePath.startsWith(`${instancePath}/`)),
  );
  return [...new Set(deepest.map(({ instancePath, message }) => `${placeOf(instancePath)}: ${message}`))];
}

/** A JSON pointer as people write it: `/toolchains/0/programs` is `toolchains[0].programs`. */
function placeOf(pointer: string): string {
  if (pointer === '') return 'plugin';
  const parts = pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  return parts.map((part, index) => (/^\d+$/.test(part) ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}
