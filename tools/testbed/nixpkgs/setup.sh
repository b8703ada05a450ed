# What `nix develop` sources: the environment of a native stdenv, as unkind as nixpkgs'. Every input, and what it propagates, is put on
# PATH and its setup hook is run. A hook may ask (addEnvHooks) that a function of its own be called with every input. Without
# strictDeps, which mkShell does not set, that is every input of whatever role, once for each role of what depends on it.
export outputs=out CONFIG_SHELL=/bin/bash HOST_PATH=@coreutils@/bin NIX_BUILD_CORES=${NIX_BUILD_CORES:-1} NIX_STORE=/nix/store
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-315532800} TZ=UTC

addToSearchPath() { # variable, folder
  if [ -d "$2" ]; then export "$1=${!1-}${!1:+:}$2"; fi
}
# shellcheck disable=SC2034 # Hooks read `role`.
role_of() { # offset of a platform: sets `role`, the end of the names of variables
  case $1 in
    -1) role=_FOR_BUILD ;;
    0) role= ;;
    1) role=_FOR_TARGET ;;
  esac
}

# Inputs as lines "path hostOffset targetOffset", in the order in which nixpkgs runs their hooks; what an input propagates follows it.
inputs=()
addInput() {
  local path
  case " ${inputs[*]} " in *" $1:$2:$3 "*) return ;; esac
  inputs+=("$1:$2:$3")
  if [ -e "$1/nix-support/propagated-build-inputs" ]; then
    for path in $(<"$1/nix-support/propagated-build-inputs"); do addInput "$path" "$2" "$3"; done
  fi
}
addInputs() { # offsets, then lists of inputs
  local input list
  for list in "${@:3}"; do
    for input in $list; do addInput "$input" "$1" "$2"; done
  done
}
defaultCc=@nativeCc@
if [ -n "${noCc-}" ]; then defaultCc=; fi
addInputs -1 -1 "${depsBuildBuild-}"
addInputs -1 0 "${nativeBuildInputs-}" "$defaultCc"
addInputs 0 1 "${buildInputs-}"

envHooks=()
postHooks=()
addEnvHooks() { # offset, function
  envHooks+=("$1:$2")
}
folders=
PATH=@coreutils@/bin
for input in "${inputs[@]}"; do
  # shellcheck disable=SC2034 # Hooks read `targetOffset`.
  IFS=: read -r input hostOffset targetOffset <<<"$input"
  addToSearchPath folders "$input/bin"
  if [ "$hostOffset" = -1 ]; then addToSearchPath XDG_DATA_DIRS "$input/share"; fi
  if [ "$hostOffset" = 0 ]; then addToSearchPath HOST_PATH "$input/bin"; fi
  hook=$input/nix-support/setup-hook
  # shellcheck disable=SC1090 # Whatever hook the input has.
  if [ -e "$hook" ]; then source "$hook"; fi
done

for depHostOffset in -1 0 1; do
  for ((depTargetOffset = depHostOffset; depTargetOffset <= 1; depTargetOffset++)); do
    visited=
    for input in "${inputs[@]}"; do
      input=${input%%:*}
      case $visited in *" $input "*) continue ;; esac
      visited+=" $input "
      for hook in "${envHooks[@]}"; do
        if [ "${hook%%:*}" = "$depHostOffset" ]; then "${hook#*:}" "$input"; fi
      done
    done
  done
done
# A derivation's own libraries are found at run time. `nix develop` puts a folder of the user's for them in place of $out.
export NIX_LDFLAGS="-rpath ${out:?}/lib ${NIX_LDFLAGS-}"
export PATH=$folders${folders:+:}$PATH
for hook in "${postHooks[@]}"; do "$hook"; done
unset envHooks postHooks inputs input folders visited hook role hostOffset targetOffset depHostOffset depTargetOffset defaultCc
