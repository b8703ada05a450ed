const std = @import("std");
const letters = @import("letters.zig");

// libc prints: how Zig's own library does has changed in each of its last releases.
extern fn printf(format: [*:0]const u8, ...) c_int;

pub export fn main(argc: c_int, argv: [*]const [*:0]const u8) c_int {
    for (argv[1..@intCast(argc)]) |word| {
        _ = printf("%s has %u letters\n", word, @as(c_uint, @intCast(letters.count(std.mem.span(word)))));
    }
    return 0;
}
