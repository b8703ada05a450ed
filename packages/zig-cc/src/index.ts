export { zigCc as default } from './plugin.ts';
