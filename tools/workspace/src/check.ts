import { fileURLToPath } from 'node:url';
import { findingTests } from './checks/finding-tests.ts';
import { checks } from './checks/index.ts';
import { readRepository } from './repository.ts';

const repository = await readRepository(fileURLToPath(new URL('../../..', import.meta.url)));
for (const { title, problems } of [...checks, findingTests]) {
  const found = await problems(repository);
  console.log(
    `${found.length === 0 ? 'ok     ' : 'broken '} ${title}${found.map((problem) => `\n          ${problem}`).join('')}`,
  );
  if (found.length > 0) process.exitCode = 1;
}
