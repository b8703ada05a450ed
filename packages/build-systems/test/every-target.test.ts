import { adapters, type AdapterInput, type Contribution } from '@mkcross/build-systems';
import { isEnvName, knownTargets } from '@mkcross/core';
import { gcc, hostInput, inputOf, inputs, zig } from './inputs.ts';
import { rendered } from './rendered.ts';

const contributionsOf = (input: AdapterInput): readonly Contribution[] =>
  adapters.flatMap((adapter) => [adapter.target(input), adapter.shell?.([input, hostInput()]) ?? {}]);

describe('every adapter', () => {
  it('is found by its id, in order', () => {
    expect(adapters.map(({ id }) => id)).toEqual(['autotools', 'cargo', 'cmake', 'go', 'make', 'meson', 'zig-build']);
  });

  it.each([
    ['gcc', gcc],
    ['zig', zig],
  ])('serves every known target with a toolchain like %s', (_, toolchain) => {
    expect(knownTargets.length).toBeGreaterThan(300);
    const all = knownTargets.flatMap((target) => contributionsOf(inputOf(target, toolchain(target))));
    const env = all.flatMap((one) => Object.entries(one.env ?? {}));
    expect(env.map(([name]) => name).filter((name) => !isEnvName(name))).toEqual([]);
    expect(env.map(([, { why }]) => why).filter((why) => !why.endsWith('.'))).toEqual([]);
    const names = all.flatMap(({ files = {}, programs = {} }) => [...Object.keys(files), ...Object.keys(programs)]);
    expect(names.filter((name) => !/^[\w.+-]+$/.test(name))).toEqual([]);
    const texts = all.flatMap(({ files = {} }) => Object.values(files).map((text) => rendered(text)));
    expect(texts.filter((text) => /undefined|\[object/.test(text))).toEqual([]);
  });

  it('gives files and programs of one name one content', () => {
    for (const input of Object.values(inputs)) {
      const seen = new Map<string, string>();
      for (const { files = {}, programs = {} } of contributionsOf(input)) {
        for (const [name, content] of [...Object.entries(files), ...Object.entries(programs)]) {
          const text = JSON.stringify(content);
          expect(seen.get(name) ?? text).toBe(text);
          seen.set(name, text);
        }
      }
    }
  });

  it('names only files and programs that it, or the toolchain, brings, and tools and libraries that exist', () => {
    for (const input of Object.values(inputs)) {
      const all = contributionsOf(input);
      const programs = [
        ...all.flatMap((one) => Object.keys(one.programs ?? {})),
        ...Object.values(input.toolchain.programs),
        ...(typeof input.runs === 'object' ? [input.runs.program] : []),
      ];
      const files = all.flatMap((one) => Object.keys(one.files ?? {}));
      const tools = [
        'zig/zig',
        ...adapters.flatMap(({ id, tools = {} }) => Object.keys(tools).map((name) => `${id}/${name}`)),
      ];
      const places = JSON.stringify(all).matchAll(/\{"(program|file|tool)":"([^"]+)"\}/g);
      const known: Readonly<Record<string, readonly string[]>> = { program: programs, file: files, tool: tools };
      const missing = [...places].filter(([, kind = '', name = '']) => known[kind]?.includes(name) !== true);
      expect(missing.map(([whole]) => whole)).toEqual([]);
    }
  });

  it('adds nothing to the machine that builds but compilers for cargo', () => {
    const changed = adapters.filter((adapter) => Object.keys(adapter.target(hostInput())).length > 0);
    expect(changed.map(({ id }) => id)).toEqual(['cargo']);
  });
});
