import process from 'node:process';

// Tests enter projects that they have written; those of consent itself have an environment of their own.
process.env.MKCROSS_TRUST = 'all';

export { jestConfig as default } from '../../jest.base.js';
