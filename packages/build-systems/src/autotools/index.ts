import { ccName } from '@mkcross/core';
import type { Adapter, AdapterInput, Contribution } from '../adapter.ts';
import { pkgConfig, pkgConfigTool } from '../pkg-config/pkg-config.ts';
import { set } from '../text.ts';
import userSite from './config-site.sh';
import enter from './enter.sh';
import { autotoolsProject } from './project.ts';
import { targetSite } from './target-site.ts';

function target(input: AdapterInput): Contribution {
  if (input.isHost) return {};
  const { name, content } = targetSite(input);
  return {
    env: {
      [`MKCROSS_CONFIG_SITE_${ccName(input.target.triple)}`]: set(
        [{ file: name }],
        'What configure --host reads of the target, through the file that CONFIG_SITE names.',
      ),
    },
    files: { [name]: content },
    programs: pkgConfig(input),
  };
}

const site = 'mkcross-config.site';

function shell(inputs: readonly AdapterInput[]): Contribution {
  const cross = inputs.filter(({ isHost }) => !isHost);
  if (cross.length === 0) return {};
  return {
    files: { [site]: userSite + hosts(cross) },
    hooks: [
      {
        id: 'config-site',
        stage: 'environment',
        why: 'configure --host takes the compilers of that target, and still reads the user’s own CONFIG_SITE.',
        values: { site: [{ file: site }] },
        body: enter,
      },
    ],
  };
}

/** Targets by the names that --host may have: those of Rust, GNU and Zig. Nothing is set for the host and for unknown targets. */
function hosts(inputs: readonly AdapterInput[]): string {
  const cases = inputs.map(({ target: { triple, names } }) => {
    const spellings = [...new Set([triple, names.gnu, ...(names['zig'] === undefined ? [] : [names['zig']])])];
    return `  ${spellings.toSorted().join(' | ')}) mkcross_file=\${MKCROSS_CONFIG_SITE_${ccName(triple)}-} ;;\n`;
  });
  return `# Crates that call configure have the compilers of their linker's family.
case \${OUT_DIR:+\${CARGO_MANIFEST_DIR:+crate}}\${host_alias-} in
${[...new Set(cases)].toSorted().join('')}  *) mkcross_file= ;;
esac
if test -n "$mkcross_file"; then . "$mkcross_file"; fi
`;
}

/** Autotools: what `configure --host` needs, in files that CONFIG_SITE names. */
export const autotools: Adapter = {
  id: 'autotools',
  builds: 'c',
  needs: ['c'],
  tools: { 'pkg-config': pkgConfigTool },
  target,
  shell,
  project: autotoolsProject,
};
