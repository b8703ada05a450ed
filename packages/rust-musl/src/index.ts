export { rustMusl as default } from './plugin.ts';
