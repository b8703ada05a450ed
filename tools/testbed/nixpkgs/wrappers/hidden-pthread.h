/* nixpkgs' mingw has no <pthread.h> until a library brings one. */
#error "pthread.h: No such file or directory"
