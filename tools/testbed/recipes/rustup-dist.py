"""Lays out a rustup distribution folder (manifest version 2, installer version 3) in the current folder.

Reads from the environment: VERSION and DATE of the compiler, HOST, STD (folders of rlibs by target, as "target=folder"
words), MUSL_OBJECTS (the self-contained objects of x86_64 musl), ROOT (the folder's final place, for the manifest's
addresses).
"""

import glob
import hashlib
import os
import shutil
import subprocess
import tempfile

VERSION, DATE, HOST, ROOT = (os.environ[name] for name in ("VERSION", "DATE", "HOST", "ROOT"))
STD = dict(word.split("=", 1) for word in os.environ["STD"].split())
MUSL = "x86_64-unknown-linux-musl"
# Where zig links, by way of cargo-zigbuild, its own start files take the place of these, but rustc wants to name some.
START_FILES = ["crt1.o", "rcrt1.o", "Scrt1.o", "crti.o", "crtn.o", "crtbegin.o", "crtbeginS.o", "crtend.o", "crtendS.o"]
# Not /bin/sh: dash drops variables that are no names of its own, such as CARGO_BIN_EXE_my-program.
RUSTC = '#!/bin/bash\nroot=$(cd "$(dirname "$0")/.." && pwd)\nexec /usr/bin/%s --sysroot "$root" "$@"\n'


def archive(package, component, files):
    """Packs one component; files are (source path, script text or nothing, path inside) pairs."""
    with tempfile.TemporaryDirectory() as work:
        folder = f"{work}/{package}/{component}"
        for source, target in files:
            path = f"{folder}/{target}"
            os.makedirs(os.path.dirname(path), exist_ok=True)
            if source == "":
                open(path, "w").close()
            elif source.startswith("#!"):
                with open(path, "w") as script:
                    script.write(source)
                os.chmod(path, 0o755)
            else:
                shutil.copy2(source, path)
        with open(f"{folder}/manifest.in", "w") as manifest:
            manifest.write("".join(f"file:{target}\n" for _, target in files))
        with open(f"{work}/{package}/components", "w") as components:
            components.write(f"{component}\n")
        with open(f"{work}/{package}/rust-installer-version", "w") as version:
            version.write("3\n")
        out = f"dist/{DATE}/{package}.tar.xz"
        subprocess.check_call(["tar", "-C", work, "-c", "-I", "xz -0 -T0", "-f", out, package])
    with open(out, "rb") as packed:
        return f"file://{ROOT}/{out}", hashlib.sha256(packed.read()).hexdigest()


def rlibs(pattern, target):
    return [(path, f"lib/rustlib/{target}/lib/{os.path.basename(path)}") for path in sorted(glob.glob(pattern))]


def beside(target):
    """What a target's component has beside the standard library."""
    folder = f"lib/rustlib/{target}/lib"
    if target == MUSL:
        objects = sorted(glob.glob(os.environ["MUSL_OBJECTS"] + "/*"))
        return [(path, f"{folder}/self-contained/{os.path.basename(path)}") for path in objects]
    return [("", f"{folder}/self-contained/{name}") for name in START_FILES if target.endswith("-musl")]


os.makedirs(f"dist/{DATE}")
packages = {
    "rustc": {HOST: ("rustc", [(RUSTC % "rustc", "bin/rustc"), (RUSTC % "rustdoc", "bin/rustdoc")])},
    "cargo": {HOST: ("cargo", [("/usr/bin/cargo", "bin/cargo")])},
    "rust-std": {
        HOST: (f"rust-std-{HOST}", rlibs(f"/usr/lib/rustlib/{HOST}/lib/*", HOST)),
        **{
            target: (f"rust-std-{target}", rlibs(f"{folder}/*.rlib", target) + beside(target))
            for target, folder in STD.items()
        },
    },
}
lines = ['manifest-version = "2"', f'date = "{DATE}"']
for name, targets in packages.items():
    lines += [f"[pkg.{name}]", f'version = "{VERSION} (testbed)"']
    for target, (component, files) in targets.items():
        url, digest = archive(f"{name}-{VERSION}-{target}", component, files)
        lines += [f"[pkg.{name}.target.{target}]", "available = true"]
        lines += [f'url = "{url}"', f'hash = "{digest}"', f'xz_url = "{url}"', f'xz_hash = "{digest}"']
lines += ["[pkg.rust]", f'version = "{VERSION} (testbed)"']
lines += [f"[pkg.rust.target.{HOST}]", "available = true", 'url = ""', 'hash = ""']
for name in ("rustc", "cargo", "rust-std"):
    lines += [f"[[pkg.rust.target.{HOST}.components]]", f'pkg = "{name}"', f'target = "{HOST}"']
for target in STD:
    lines += [f"[[pkg.rust.target.{HOST}.extensions]]", 'pkg = "rust-std"', f'target = "{target}"']
profile = '["rustc", "cargo", "rust-std"]'
lines += ["[profiles]", f"minimal = {profile}", f"default = {profile}", f"complete = {profile}"]
text = "\n".join(lines) + "\n"
for channel in ("stable", VERSION):
    for folder in ("dist", f"dist/{DATE}"):
        path = f"{folder}/channel-rust-{channel}.toml"
        with open(path, "w") as manifest:
            manifest.write(text)
        with open(path + ".sha256", "w") as checksum:
            checksum.write(hashlib.sha256(text.encode()).hexdigest() + "  x\n")
