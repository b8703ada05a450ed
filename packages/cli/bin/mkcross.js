#!/usr/bin/env node
import module from 'node:module';

// Node 22 and newer keep what they compile, and start sooner the next time.
module.enableCompileCache?.();
await import('../dist/main.js');
