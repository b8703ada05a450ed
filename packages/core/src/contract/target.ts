import * as Type from 'typebox';
import { TripleSchema } from './names.ts';
import { mapOf, nonEmpty, object, oneOf, optional, text, type TypeOf } from './schema.ts';

/** Where nixpkgs has a target's package set. */
export const NixpkgsSystemSchema = Type.Union([
  object({
    attr: nonEmpty(text(), 'Attributes below pkgsCross, the newest name first; the first that exists is taken.'),
  }),
  object({ crossSystem: mapOf(Type.Unknown(), 'What nixpkgs is imported with as crossSystem: { "config": "…" }.') }),
]);

/** Facts about a target, whichever compiler builds for it. */
export const TargetSchema = object(
  {
    triple: TripleSchema,
    arch: text('Architecture as Zig names it: "x86_64", "aarch64", "x86", "arm", "riscv64".'),
    bits: Type.Unsafe<32 | 64>({ enum: [32, 64], description: 'Width of a pointer.' }),
    endian: oneOf(['big', 'little']),
    system: text('Operating system as Zig names it: "linux", "windows", "macos", "wasi"; "none" without one.'),
    abi: text('ABI or C library: "gnu", "musl", "gnueabihf", "android", "msvc", "none".'),
    format: oneOf(['elf', 'macho', 'pe', 'wasm'], 'Format of its executables.'),
    executableSuffix: Type.String({ description: '".exe", ".wasm", or "".' }),
    names: Type.Unsafe<Readonly<Record<string, string>> & { readonly gnu: string }>({
      type: 'object',
      required: ['gnu'],
      properties: { gnu: { type: 'string', minLength: 1 } },
      additionalProperties: { type: 'string', minLength: 1 },
      description:
        'What others call it: "gnu" (prefix of binutils), "zig" (-target), "qemu" (the end of qemu-<arch>), "go" ("linux/amd64").',
    }),
    nixpkgs: optional(NixpkgsSystemSchema),
  },
  'A target.',
);
export type Target = TypeOf<typeof TargetSchema>;
