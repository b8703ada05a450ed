import { Code } from 'typebox/compile';
import { Set as setFormat } from 'typebox/format';

/**
 * JavaScript of a module that exports `Check`, which says whether a value is valid. What a schema says in several places is compiled once:
 * otherwise the code would be six times as long. `formats` are the names in that module of the functions that check formats.
 */
export function compiledCheck(schema, formats) {
  const named = new Map(Object.entries(formats).map(([format, name]) => [formatNamed(format), name]));
  const { External: external, Code: code } = Code(withDefinitions(schema));
  const values = external.variables.map((value) => {
    const text = value instanceof RegExp ? String(value) : named.get(value);
    if (text === undefined) throw new Error(`the schema has a value that cannot be written: ${String(value)}`);
    return text;
  });
  return `${code}\nSetExternal({ variables: [${values.join(', ')}] });\n`;
}

/** A function that stands for the check of a format while code is made. */
function formatNamed(format) {
  const stand = () => true;
  setFormat(format, stand);
  return stand;
}

/** A schema in which each object schema that occurs more than once is a definition, which the places where it occurs refer to. */
function withDefinitions(schema) {
  const counts = new Map();
  const count = (part) => {
    const text = JSON.stringify(part);
    const before = counts.get(text) ?? 0;
    counts.set(text, before + 1);
    if (before === 0) partsOf(part).forEach(count);
  };
  count(schema);
  const names = new Map();
  const definitions = {};
  const shared = (part) => {
    const text = JSON.stringify(part);
    if ((counts.get(text) ?? 0) < 2 || text.length < 80) return mapped(part, shared);
    if (!names.has(text)) {
      names.set(text, `part${names.size}`);
      definitions[names.get(text)] = mapped(part, shared);
    }
    return { $ref: `#/$defs/${names.get(text)}` };
  };
  return { ...mapped(schema, shared), $defs: definitions };
}

const lists = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const maps = ['patternProperties', 'properties'];
const singles = ['additionalProperties', 'items', 'propertyNames'];
const isSchema = (value) => typeof value === 'object' && value !== null;

/** The schemas directly inside a schema. */
function partsOf(schema) {
  const parts = [];
  mapped(schema, (part) => {
    parts.push(part);
    return part;
  });
  return parts;
}

/** A schema with those directly inside it replaced. */
function mapped(schema, replace) {
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if (lists.includes(key)) return [key, value.map(replace)];
      if (maps.includes(key))
        return [key, Object.fromEntries(Object.entries(value).map(([name, part]) => [name, replace(part)]))];
      return [key, singles.includes(key) && isSchema(value) ? replace(value) : value];
    }),
  );
}
