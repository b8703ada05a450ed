const std = @import("std");
const builtin = @import("builtin");

pub fn build(b: *std.Build) void {
    const target = b.standardTargetOptions(.{});
    const optimize = b.standardOptimizeOption(.{});

    // Zig up to 0.16 starts Windows programs through Wine where this field says so. Newer ones have -fwine instead, which
    // the shell's zig adds by itself.
    if (@hasField(std.Build, "enable_wine") and target.result.os.tag == .windows and builtin.os.tag != .windows) {
        b.enable_wine = true;
    }

    const module = b.createModule(.{
        .root_source_file = b.path("src/main.zig"),
        .target = target,
        .optimize = optimize,
        .link_libc = true,
    });
    const exe = b.addExecutable(.{ .name = "letters", .root_module = module });
    b.installArtifact(exe);

    const run = b.addRunArtifact(exe);
    // Zig 0.17 and older ones pass on what stands behind -- by different names.
    if (@hasDecl(std.Build.Step.Run, "addPassthruArgs")) {
        run.addPassthruArgs();
    } else if (b.args) |args| run.addArgs(args);
    b.step("run", "Count the letters of the words given behind --").dependOn(&run.step);

    const tests = b.addTest(.{ .root_module = b.createModule(.{
        .root_source_file = b.path("src/letters.zig"),
        .target = target,
        .optimize = optimize,
    }) });
    b.step("test", "Run the unit tests").dependOn(&b.addRunArtifact(tests).step);
}
