/** All packages in one run. `nx test <package>` runs one of them, from the cache if nothing changed. */
export default { projects: ['<rootDir>/packages/*', '<rootDir>/tools/*'] };
