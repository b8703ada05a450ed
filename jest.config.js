/** All packages in one run, for files of tests by name. `npx nx test <package>` runs one of them, from the cache if nothing changed. */
export default { projects: ['<rootDir>/packages/*', '<rootDir>/tools/*'] };
