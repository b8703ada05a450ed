#include "face.hpp"

#include <cmath>

namespace {

using namespace Gdiplus;

/// A point at a distance from the middle, in the direction that a hand has after a part of its round.
PointF pointAt(float middle, float round, float distance) {
    const float angle = round * 2 * 3.14159265f;
    return {middle + distance * std::sin(angle), middle - distance * std::cos(angle)};
}

void paintHand(Graphics &graphics, Color color, float width, float middle, float round, float length) {
    Pen pen(color, width);
    pen.SetStartCap(LineCapRound);
    pen.SetEndCap(LineCapRound);
    graphics.DrawLine(&pen, PointF(middle, middle), pointAt(middle, round, length));
}

} // namespace

void paintFace(Graphics &graphics, Time time, int size) {
    const float middle = size / 2.0f;
    const float radius = size * 0.45f;
    graphics.SetSmoothingMode(SmoothingModeAntiAlias);
    graphics.Clear(Color(32, 48, 80));

    SolidBrush paper(Color(250, 245, 230));
    graphics.FillEllipse(&paper, middle - radius, middle - radius, 2 * radius, 2 * radius);
    Pen mark(Color(32, 48, 80), size / 60.0f);
    for (int hour = 0; hour < 12; hour++) {
        const float from = radius * (hour % 3 == 0 ? 0.78f : 0.86f);
        graphics.DrawLine(&mark, pointAt(middle, hour / 12.0f, from), pointAt(middle, hour / 12.0f, radius * 0.94f));
    }

    const float minutes = time.minute / 60.0f;
    paintHand(graphics, Color(32, 48, 80), size / 24.0f, middle, (time.hour % 12 + minutes) / 12, radius * 0.5f);
    paintHand(graphics, Color(200, 40, 40), size / 40.0f, middle, minutes, radius * 0.72f);
}
