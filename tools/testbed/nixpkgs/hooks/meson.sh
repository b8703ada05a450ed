if [ -z "${configurePhase-}" ]; then configurePhase=mesonConfigurePhase setOutputFlags=; fi
