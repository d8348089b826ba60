#include "sim/gui/platform/window.h"

#include "sim/gui/platform/composition.h"
#include "sim/gui/platform/draw_calls.h"
#include "sim/gui/platform/pace.h"

#include <GLFW/glfw3.h>
#include <imgui.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <chrono>
#include <clocale>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <future>
#include <iterator>
#include <unistd.h>

namespace rapport::gui {
namespace {

// Time since the process started (Linux: field 22 of /proc/self/stat, clock ticks since boot); < 0 where unknown.
double since_process_start_ms() {
    std::ifstream file("/proc/self/stat");
    const std::string line((std::istreambuf_iterator<char>(file)), {});
    const std::size_t name_end = line.rfind(')');
    if (name_end == std::string::npos) return -1;
    const char* p = line.c_str() + name_end + 2;
    for (int field = 3; field < 22 && p; ++field) {
        p = std::strchr(p, ' ');
        if (p) ++p;
    }
    if (!p) return -1;
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    const double started = std::strtod(p, nullptr) / static_cast<double>(sysconf(_SC_CLK_TCK));
    return (static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9 - started) * 1000;
}

std::string last_glfw_error() {
    const char* words = nullptr;
    glfwGetError(&words);
    return words ? words : "";
}

bool is_utf8_locale() {
    const char* locale = std::setlocale(LC_CTYPE, nullptr);
    const std::string name = locale ? locale : "";
    return name.find("UTF-8") != std::string::npos || name.find("utf8") != std::string::npos;
}

// ImGui's own callbacks, called after ours.
GLFWkeyfun imguis_key_callback = nullptr;
GLFWcharfun imguis_char_callback = nullptr;
GLFWmousebuttonfun imguis_mouse_button_callback = nullptr;
Composition composition;

void on_key(GLFWwindow* window, int key, int scancode, int action, int mods) {
    const bool command = (mods & (GLFW_MOD_CONTROL | GLFW_MOD_SUPER | GLFW_MOD_ALT)) != 0;
    if (action != GLFW_RELEASE && composition.takes(key, command)) return;
    if (action == GLFW_PRESS)
        input::note_press(key, {.ctrl = (mods & (GLFW_MOD_CONTROL | GLFW_MOD_SUPER)) != 0,
                                .shift = (mods & GLFW_MOD_SHIFT) != 0,
                                .alt = (mods & GLFW_MOD_ALT) != 0});
    if (imguis_key_callback != nullptr) imguis_key_callback(window, key, scancode, action, mods);
}

void on_char(GLFWwindow* window, unsigned int character) {
    composition.typed();
    if (imguis_char_callback != nullptr) imguis_char_callback(window, character);
}

void on_mouse_button(GLFWwindow* window, int button, int action, int mods) {
    composition.forgotten();
    if (imguis_mouse_button_callback != nullptr) imguis_mouse_button_callback(window, button, action, mods);
}

// A large plain rectangle, filled as the window is cleared: software OpenGL does that many times faster than it draws.
void fill_by_clearing(const ImDrawList*, const ImDrawCmd* call) {
    const ImVec4& r = call->ClipRect;
    const auto pixels = [](float at) { return static_cast<GLint>(at); };
    const GLint height = pixels(ImGui::GetDrawData()->DisplaySize.y);
    glScissor(pixels(r.x), height - pixels(r.w), pixels(r.z) - pixels(r.x), pixels(r.w) - pixels(r.y));
    const ImVec4 colour =
        ImGui::ColorConvertU32ToFloat4(static_cast<ImU32>(reinterpret_cast<std::uintptr_t>(call->UserCallbackData)));
    glClearColor(colour.x, colour.y, colour.z, 1);
    glClear(GL_COLOR_BUFFER_BIT);
}

} // namespace

struct Window::State {
    WindowCallbacks callbacks;
    GLFWwindow* window = nullptr;
    ImFontAtlas shell; // given to ImGui so that it owns no atlas; replaced by ours before the first frame
    std::unique_ptr<Fonts> fonts;
    std::unique_ptr<Ui> ui;
    Diagnostics problems;
    bool backends = false, closing = false, reported = false;
    Pace pace;

    std::future<void> rehearsal;

    ~State() {
        if (rehearsal.valid()) rehearsal.wait();
        ui.reset();
        if (backends) {
            ImGui_ImplOpenGL3_Shutdown();
            ImGui_ImplGlfw_Shutdown();
        }
        if (ImGui::GetCurrentContext()) ImGui::DestroyContext();
        fonts.reset();
        if (window) glfwDestroyWindow(window);
        glfwTerminate();
    }

    void upload_texture() {
        ImGui_ImplOpenGL3_DestroyFontsTexture();
        ImGui_ImplOpenGL3_CreateFontsTexture();
    }

    void build_ui() {
        ImGui::NewFrame();
        ui->begin_frame(glfwGetTime());
        callbacks.frame(*ui);
        ui->end_frame();
        input::forget_presses();
        ImGui::Render();
    }

    // A pass nobody sees finds out which glyphs the first screen needs, so that it appears complete and at once.
    void rehearse(const WindowOptions& options, float scale) {
        ui->set_display_scale(scale);
        ImGuiIO& io = ImGui::GetIO();
        io.DisplaySize = {static_cast<float>(options.width) * scale, static_cast<float>(options.height) * scale};
        io.DeltaTime = 1.0F / 60;
        ui->prepare_frame(true);
        build_ui();
        fonts->start_drawn();
        fonts->wait();
    }
    // Everything of the first frame that needs no window.
    void prepare(const WindowOptions& options, float scale) {
        ImGui::CreateContext(&shell);
        ImGui::GetIO().IniFilename = nullptr;
        ImGui::GetIO().LogFilename = nullptr;
        fonts = std::make_unique<Fonts>();
        fonts->on_ready(&Window::wake);
        ui = std::make_unique<Ui>(*fonts);
        problems = fonts->problems();
        if (!is_utf8_locale()) problems.push_back(Diagnostic::warning("plain_locale"));
        if (callbacks.before_first_frame) callbacks.before_first_frame(*ui);
        rehearse(options, scale);
    }

    void draw() {
        // the renderer's own first frame uploads by itself
        if (ui->prepare_frame(!reported) && reported) upload_texture();
        ImGui_ImplOpenGL3_NewFrame();
        ImGui_ImplGlfw_NewFrame();
        build_ui();
        int width = 0, height = 0;
        glfwGetFramebufferSize(window, &width, &height);
        glViewport(0, 0, width, height);
        const ImVec4 back = ImGui::ColorConvertU32ToFloat4(ui->ink(Token::surface));
        glClearColor(back.x, back.y, back.z, 1);
        glClear(GL_COLOR_BUFFER_BIT);
        separate_rectangles(*ImGui::GetDrawData(), fill_by_clearing);
        ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
        glfwSwapBuffers(window);
    }
};

std::expected<Window, Diagnostic> Window::open(const WindowOptions& options, WindowCallbacks callbacks) {
    std::setlocale(LC_ALL, "");
    // A locale that is named but not installed, or plain C, would lose what an input method types.
    if (!is_utf8_locale()) std::setlocale(LC_CTYPE, "C.UTF-8");
    std::setlocale(LC_NUMERIC, "C"); // numbers in files and icon paths keep their point
    auto state = std::make_unique<State>();
    state->callbacks = std::move(callbacks);
    if (!glfwInit()) return std::unexpected(Diagnostic::error("no_display").with("reason", last_glfw_error()));
    float scale = 1, ignored = 1;
    if (GLFWmonitor* monitor = glfwGetPrimaryMonitor()) glfwGetMonitorContentScale(monitor, &scale, &ignored);
    scale = std::max(1.0F, scale);
    // Beside it, on a thread of its own: opening an OpenGL window takes the system a tenth of a second. Until the wait
    // below this thread touches neither ImGui nor what the callbacks use.
    state->rehearsal = std::async(std::launch::async, [&] { state->prepare(options, scale); });

    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 2);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
    glfwWindowHint(GLFW_SAMPLES, 0);
    glfwWindowHint(GLFW_DEPTH_BITS, 0);
    glfwWindowHint(GLFW_STENCIL_BITS, 0);
    glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE); // shown with its first frame, not empty
    glfwWindowHintString(GLFW_X11_CLASS_NAME, "rapport");
    state->window = glfwCreateWindow(options.width, options.height, options.title.c_str(), nullptr, nullptr);
    if (!state->window) return std::unexpected(Diagnostic::error("no_opengl").with("reason", last_glfw_error()));
    glfwMakeContextCurrent(state->window);
    glfwSwapInterval(1);
    glfwSetWindowSizeLimits(state->window, options.min_width, options.min_height, GLFW_DONT_CARE, GLFW_DONT_CARE);
    state->rehearsal.get();
    if (!ImGui_ImplGlfw_InitForOpenGL(state->window, true) || !ImGui_ImplOpenGL3_Init("#version 150"))
        return std::unexpected(Diagnostic::error("no_opengl").with("reason", last_glfw_error()));
    state->backends = true;
    imguis_key_callback = glfwSetKeyCallback(state->window, on_key);
    imguis_char_callback = glfwSetCharCallback(state->window, on_char);
    imguis_mouse_button_callback = glfwSetMouseButtonCallback(state->window, on_mouse_button);

    float opened_at = 1;
    glfwGetWindowContentScale(state->window, &opened_at, &ignored);
    opened_at = std::max(1.0F, opened_at);
    if (opened_at != scale) state->rehearse(options, opened_at); // it opened on another monitor
    return Window(std::move(state));
}

Window::Window(std::unique_ptr<State> state) : state_(std::move(state)) {}
Window::Window(Window&&) noexcept = default;
Window& Window::operator=(Window&&) noexcept = default;
Window::~Window() = default;

const Diagnostics& Window::problems() const { return state_->problems; }
Ui& Window::ui() { return *state_->ui; }
void Window::close() { state_->closing = true; }
void Window::set_title(const std::string& title) { glfwSetWindowTitle(state_->window, title.c_str()); }
void Window::wake() { glfwPostEmptyEvent(); }

void Window::run() {
    State& s = *state_;
    const bool timing = std::getenv("RAPPORT_TIMING") != nullptr;
    int frames = 0;
    double drawing = 0, slowest = 0;
    while (!s.closing) {
        const double before = glfwGetTime(), sleep = s.pace.sleep_s(before);
        if (sleep > 0)
            glfwWaitEventsTimeout(sleep);
        else
            glfwPollEvents();
        const double now = glfwGetTime();
        // Woken early: something happened.
        if (!s.pace.woke(now, sleep > 0 && (now - before < sleep - 0.001 || input::press_noted()))) continue;
        if (glfwWindowShouldClose(s.window)) {
            glfwSetWindowShouldClose(s.window, GLFW_FALSE);
            if (!s.callbacks.may_close || s.callbacks.may_close(*s.ui)) break;
            s.pace.woke(now, true);
        }
        if (glfwGetWindowAttrib(s.window, GLFW_ICONIFIED)) {
            s.pace.skipped();
            continue;
        }
        const double began = glfwGetTime();
        s.draw();
        s.pace.drew(began, s.ui->frame_due_in());
        const double took = glfwGetTime() - began;
        ++frames, drawing += took, slowest = std::max(slowest, s.reported ? took : 0);
        if (!s.reported) {
            s.reported = true;
            glfwShowWindow(s.window);
            if (timing)
                std::fprintf(stderr, "rapport: first frame after %.0f ms, %.0f ms of them computing\n",
                             since_process_start_ms(), 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC);
        }
    }
    if (timing)
        std::fprintf(stderr, "rapport: %d frames, %.1f ms each, the slowest but the first %.1f ms\n", frames,
                     1000 * drawing / std::max(1, frames), 1000 * slowest);
}

} // namespace rapport::gui
