export { crossTools, type CrossHost } from './cross-tools.ts';
export { rust as default } from './plugin.ts';
export { fittedTarget, rustTarget, toolsCalled, type Programs, type RustTarget } from './rust-target.ts';
export { cVerification, rustVerification } from './verification.ts';
export { linkerOption, zigLinked, zigLinkerTools } from './zig-linker.ts';
