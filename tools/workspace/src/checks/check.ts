import type { Repository } from '../repository.ts';

/** One rule of the repository. `problems` says where it is broken; an empty list is good. */
export interface Check {
  readonly title: string;
  readonly problems: (repository: Repository) => Promise<readonly string[]> | readonly string[];
}
