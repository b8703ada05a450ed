# shellcheck disable=SC2034 # Builds of nixpkgs read it.
if [ -z "${configurePhase-}" ]; then configurePhase=mesonConfigurePhase setOutputFlags=; fi
