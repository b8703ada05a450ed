export { jestConfig as default } from '../../jest.base.js';
