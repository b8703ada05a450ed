#include <cstdio>
#include <cstdlib>
#include <cwchar>
#include <optional>

#include "face.hpp"

namespace {

constexpr int size = 240;

/// What the command line asks for.
struct Wish {
    /// The time to show; without one, that of this machine.
    std::optional<Time> time;
    /// Whether to end when the window has been painted.
    bool once = false;
} wish;

Time timeToShow() {
    if (wish.time) return *wish.time;
    SYSTEMTIME now;
    GetLocalTime(&now);
    return {now.wHour, now.wMinute};
}

/// GDI+ as long as it is there.
class GdiPlus {
public:
    GdiPlus() { status = Gdiplus::GdiplusStartup(&token, &input, nullptr); }
    ~GdiPlus() {
        if (status == Gdiplus::Ok) Gdiplus::GdiplusShutdown(token);
    }
    GdiPlus(const GdiPlus &) = delete;
    GdiPlus &operator=(const GdiPlus &) = delete;

    Gdiplus::Status status;

private:
    Gdiplus::GdiplusStartupInput input;
    ULONG_PTR token = 0;
};

/// Paints into a bitmap first, so that the window never flickers.
void paint(HWND window) {
    const Time time = timeToShow();
    Gdiplus::Bitmap picture(size, size);
    Gdiplus::Graphics inPicture(&picture);
    paintFace(inPicture, time, size);

    PAINTSTRUCT place;
    Gdiplus::Graphics inWindow(BeginPaint(window, &place));
    const Gdiplus::Status status = inWindow.DrawImage(&picture, 0, 0);
    EndPaint(window, &place);
    if (!wish.once) return;
    if (status == Gdiplus::Ok) std::printf("painted %u:%02u in %d x %d\n", time.hour, time.minute, size, size);
    DestroyWindow(window);
}

LRESULT CALLBACK handle(HWND window, UINT message, WPARAM word, LPARAM detail) {
    switch (message) {
    case WM_PAINT:
        paint(window);
        return 0;
    case WM_TIMER:
        InvalidateRect(window, nullptr, FALSE);
        return 0;
    case WM_DESTROY:
        PostQuitMessage(0);
        return 0;
    default:
        return DefWindowProcW(window, message, word, detail);
    }
}

} // namespace

int WINAPI wWinMain(HINSTANCE program, HINSTANCE, wchar_t *, int show) {
    for (int i = 1; i < __argc; i++) {
        unsigned hour, minute;
        if (std::wcscmp(__wargv[i], L"--once") == 0) wish.once = true;
        else if (std::swscanf(__wargv[i], L"%u:%u", &hour, &minute) == 2) wish.time = {hour, minute};
        else return EXIT_FAILURE;
    }

    const GdiPlus gdiPlus;
    if (gdiPlus.status != Gdiplus::Ok) return EXIT_FAILURE;

    WNDCLASSW kind = {};
    kind.lpfnWndProc = handle;
    kind.hInstance = program;
    kind.hIcon = LoadIconW(program, L"clock");
    kind.hCursor = LoadCursorW(nullptr, IDC_ARROW);
    kind.lpszClassName = L"clock";
    if (kind.hIcon == nullptr || RegisterClassW(&kind) == 0) return EXIT_FAILURE;

    const DWORD style = WS_CAPTION | WS_SYSMENU | WS_MINIMIZEBOX;
    RECT frame = {0, 0, size, size};
    AdjustWindowRect(&frame, style, FALSE);
    const HWND window =
        CreateWindowW(L"clock", L"mkcross clock", style, CW_USEDEFAULT, CW_USEDEFAULT, frame.right - frame.left,
                      frame.bottom - frame.top, nullptr, nullptr, program, nullptr);
    if (window == nullptr) return EXIT_FAILURE;
    ShowWindow(window, show);
    SetTimer(window, 1, 1000, nullptr);

    MSG message;
    while (GetMessageW(&message, nullptr, 0, 0) > 0) {
        TranslateMessage(&message);
        DispatchMessageW(&message);
    }
    return static_cast<int>(message.wParam);
}
