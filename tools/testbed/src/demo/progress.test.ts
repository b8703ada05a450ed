import { startProgress } from '@mkcross/testbed';

const plan = ['Debian packages', 'Zig', 'example'];

function shownOn(isTerminal: boolean) {
  const written: string[] = [];
  let now = 0;
  const progress = startProgress(plan, {
    isTerminal,
    write: (text) => {
      written.push(text);
    },
    elapsed: () => now,
  });
  const at = (milliseconds: number, step: () => void) => {
    now = milliseconds;
    step();
  };
  at(0, progress.next);
  at(65_900, progress.next);
  at(70_000, () => {
    progress.detail('made in 4.1 s');
  });
  at(600_000, progress.next);
  progress.end();
  return written.join('');
}

describe('progress', () => {
  it('is one line per step without a terminal, with the time since the start and the next step', () => {
    expect(shownOn(false)).toBe(
      '[0:00] 1/3 Debian packages (next: Zig)\n[1:05] 2/3 Zig (next: example)\n[10:00] 3/3 example\n',
    );
  });

  it('is a line that is written over on a terminal, with details above it', () => {
    const lines = shownOn(true).split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[1]?.split('\r\u001B[K')).toEqual(['', '[1:05] 2/3 Zig (next: example)', '       made in 4.1 s']);
    expect(lines[2]).toBe('\r\u001B[K[1:10] 2/3 Zig (next: example)');
    expect(lines[4]).toBe('');
  });
});
