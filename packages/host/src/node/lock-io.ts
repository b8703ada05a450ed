import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { LockIo } from '../write/lock.ts';
import { isRunning } from './is-running.ts';
import { system } from './system.ts';

/** Locks between the processes of this machine. */
export const lockIo: LockIo = {
  process: process.pid,
  machine: hostname(),
  isRunning,
  read: system.files.read,
  wait,
};
