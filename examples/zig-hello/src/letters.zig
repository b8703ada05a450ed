const std = @import("std");

/// How many letters of the Latin alphabet a text has.
pub fn count(text: []const u8) usize {
    var letters: usize = 0;
    for (text) |character| {
        if (std.ascii.isAlphabetic(character)) letters += 1;
    }
    return letters;
}

test "counts letters and nothing else" {
    try std.testing.expectEqual(@as(usize, 5), count("he1lo, w!"));
    try std.testing.expectEqual(@as(usize, 0), count("1, 2, 3"));
}
