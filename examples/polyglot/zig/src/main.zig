extern fn printf(format: [*:0]const u8, ...) c_int;

pub export fn main() c_int {
    _ = printf("Zig: %d\n", @as(c_int, 42));
    return 0;
}
