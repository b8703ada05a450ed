import { createTree } from '@nx/devkit/testing';
import { pluginGenerator } from '@mkcross/workspace';

function repository() {
  const tree = createTree();
  tree.write('.prettierrc', '{ "printWidth": 120, "singleQuote": true }');
  tree.write('packages/core/package.json', '{ "version": "0.1.0" }');
  tree.write('packages/plugin-kit/package.json', '{ "version": "0.2.0" }');
  tree.write('tsconfig.json', '{ "files": [], "references": [{ "path": "packages/core" }] }');
  return tree;
}

describe('the generator of plugins', () => {
  it('writes a package that says its id in every place', async () => {
    const tree = repository();
    await pluginGenerator(tree, { id: 'zig-cc', summary: 'C and C++ by zig.' });
    expect(JSON.parse(tree.read('packages/zig-cc/package.json', 'utf8') ?? '')).toMatchObject({
      name: '@mkcross/zig-cc',
      description: 'C and C++ by zig.',
      mkcross: { plugin: './plugin.json' },
      devDependencies: { '@mkcross/core': '^0.1.0', '@mkcross/plugin-kit': '^0.2.0' },
    });
    expect(tree.read('packages/zig-cc/src/plugin.ts', 'utf8')).toContain(
      "meta: { id: 'zig-cc', package: '@mkcross/zig-cc', summary: 'C and C++ by zig.' }",
    );
  });

  it('adds the package to what is built', async () => {
    const tree = repository();
    await pluginGenerator(tree, { id: 'zig-cc', summary: 'C and C++ by zig.' });
    expect(tree.exists('packages/zig-cc/tsconfig.json')).toBe(true);
    const references = [{ path: 'packages/core' }, { path: 'packages/zig-cc' }];
    expect(JSON.parse(tree.read('tsconfig.json', 'utf8') ?? '')).toEqual({ files: [], references });
  });

  it('leaves a package that exists as it is', async () => {
    await expect(pluginGenerator(repository(), { id: 'core', summary: 'Another.' })).rejects.toThrow(
      'packages/core exists already',
    );
  });
});
