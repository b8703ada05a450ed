#pragma once

#include <windows.h>

#include <gdiplus.h>

struct Time {
    unsigned hour;
    unsigned minute;
};

/// Paints a clock that fills a square of this size, in pixels.
void paintFace(Gdiplus::Graphics &graphics, Time time, int size);
