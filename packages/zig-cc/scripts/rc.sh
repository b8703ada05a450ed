# Microsoft's resource compiler by `zig rc`, with the headers of mingw-w64.
case $arch in
  x86_64) machine=x64 ;;
  *) machine=$arch ;;
esac
exec "$zig" rc /:target "$machine" /:auto-includes gnu "$@"
