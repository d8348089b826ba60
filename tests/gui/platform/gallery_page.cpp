#include "tests/gui/platform/gallery_page.h"

#include "sim/gui/widgets/bubble.h"
#include "sim/gui/widgets/fields.h"
#include "sim/gui/widgets/surfaces.h"

#include <array>

namespace rapport::gui {
namespace {

struct Words {
    bool chinese;
    const char* operator()(const char* english, const char* han) const { return chinese ? han : english; }
};

void rail(Ui& ui, const Words& w) {
    begin_panel(ui, "gallery.rail", 208, 0, {.padding = 12, .fill = Token::raised, .border_right = true});
    gap(ui, 2);
    text_line(ui, "Rapport", heading_style);
    gap(ui, 4);
    rail_item(ui, "rail.practice", Icon::chat, w("Practice", "练习"), true);
    rail_item(ui, "rail.course", Icon::book, w("Course", "课程"), false);
    rail_item(ui, "rail.assessment", Icon::clipboard, w("Assessment", "测评"), false, false, 2);
    rail_item(ui, "rail.progress", Icon::chart, w("Progress", "进步"), false);
    rail_item(ui, "rail.roleplay", Icon::people, w("Role-play for two", "双人扮演"), false);
    gap(ui, 6);
    text_line(ui, w("Channels", "渠道"), label_style);
    gap(ui, 2);
    list_row(ui, "row.phone", w("Phone", "电话"),
             {.icon = Icon::phone, .note = w("12 scenarios", "12 个情景"), .chevron = true});
    list_row(ui, "row.chat", w("Chat", "在线聊天"),
             {.icon = Icon::chat,
              .note = w("9 scenarios", "9 个情景"),
              .chevron = true,
              .selected = true,
              .icon_tone = Tone::accent});
    end_panel(ui);
}

void transcript(Ui& ui, const Words& w) {
    begin_panel(ui, "gallery.talk", 470, 0, {.padding = 20, .border_right = true, .stick_to_end = true});
    transcript_note(ui, w("Order 20231105 · waiting for 3 days", "订单 20231105 · 已等待 3 天"), Icon::clock);
    gap(ui, 4);
    bubble(ui, "talk.1",
           w("This is the THIRD time I'm writing. My parcel was due on Monday, it's for my daughter's birthday, and "
             "nobody tells me anything!",
             "这已经是我第三次联系你们了!包裹说好星期一到,是给女儿过生日的,结果没有一个人告诉我到底怎么回事!"),
           {.side = Side::customer, .name = w("Mrs. Lin", "林女士"), .note = "10:02"});
    gap(ui, 4);
    const std::string mine =
        w("I'm so sorry, Mrs. Lin. Three days with no word would worry anyone, above all before a birthday.",
          "林女士,真的很抱歉。三天没有消息,谁都会着急,何况是女儿的生日。");
    const std::size_t a = w.chinese ? 12 : 22, b = w.chinese ? 23 : 62;
    const Highlight marks[] = {{.begin = a,
                                .end = b,
                                .background = Token::good_soft,
                                .line = Token::good,
                                .underline = Underline::solid,
                                .id = "mark.feeling",
                                .tip = w("Names the feeling and its cause", "说出了感受和原因")},
                               {.begin = w.chinese ? 5U : 4U,
                                .end = w.chinese ? 11U : 9U,
                                .background = Token::warn_soft,
                                .line = Token::warn,
                                .underline = Underline::wavy}};
    bubble(ui, "talk.2", mine, {.side = Side::me, .note = "10:02", .tail = false, .highlights = marks});
    gap(ui, 1);
    bubble(ui, "talk.3", w("Let me look at it right now.", "我马上为您查。"), {.side = Side::me, .note = "10:03"});
    gap(ui, 4);
    typing_bubble(ui, "talk.typing", "typing");
    gap(ui, 4);
    for (int i = 0; i < 2; ++i) {
        const std::string id = "reply." + std::to_string(i + 1);
        begin_card(ui, id, {.clickable = true, .selected = i == 0, .padding = 12, .lift = 1, .label = id});
        key_cap(ui, std::to_string(i + 1));
        inline_gap(ui, 3);
        text(ui, i == 0 ? w("So it should have been there on Monday, and it's for her birthday. Have I got that right?",
                            "也就是说,星期一就该到的,而且是给她过生日用的。我理解得对吗?")
                        : w("I understand. Please wait patiently.", "我理解,请您耐心等待。"));
        end_card(ui);
        gap(ui, 2);
    }
    end_panel(ui);
}

void controls(Ui& ui, GalleryState& s, const Words& w) {
    text(ui, w("Brief: the late parcel", "情景简介:迟到的包裹"), title_style);
    text(ui,
         w("Listen first. Name what upset her before you offer anything.",
           "先倾听。在给出方案之前,先说出让她难过的是什么。"),
         soft_style);
    gap(ui, 4);
    if (button(ui, "brief.start", w("Start the call", "开始通话"),
               {.kind = ButtonKind::primary, .icon = Icon::phone, .key = "Enter"}))
        ++s.pressed;
    inline_gap(ui, 3);
    button(ui, "brief.later", w("Later", "以后再说"));
    inline_gap(ui, 3);
    if (button(ui, "brief.leave", w("Leave", "离开"), {.kind = ButtonKind::quiet})) s.dialog = true;
    inline_gap(ui, 3);
    button(ui, "brief.delete", w("Delete", "删除"), {.kind = ButtonKind::danger, .icon = Icon::trash, .small = true});
    inline_gap(ui, 3);
    button(ui, "brief.off", w("Not yet", "暂不可用"), {.kind = ButtonKind::primary, .enabled = false, .small = true});
    gap(ui, 4);
    const std::array tab_choices{Choice{"talk", w("Conversation", "对话")}, Choice{"score", w("Result", "结果")},
                                 Choice{"notes", w("Notes", "笔记")}};
    tabs(ui, "gallery.tabs", tab_choices, s.tab);
    gap(ui, 4);
    const std::array themes{Choice{"light", w("Light", "浅色"), Icon::sun},
                            Choice{"dark", w("Dark", "深色"), Icon::moon},
                            Choice{"high_contrast", w("Contrast", "高对比"), Icon::contrast}};
    if (segmented(ui, "look.theme", themes, s.theme)) {
        Look look = ui.look();
        look.theme = s.theme == "dark"    ? ThemeName::dark
                     : s.theme == "light" ? ThemeName::light
                                          : ThemeName::high_contrast;
        ui.set_look(look);
    }
    inline_gap(ui, 3);
    icon_button(ui, "look.sound", Icon::speaker, w("Sound", "声音"));
    inline_gap(ui, 1);
    icon_button(ui, "look.help", Icon::question, w("Help", "帮助"), {.selected = true});
    gap(ui, 4);
    begin_card(ui, "card.settings", {.padding = 16});
    toggle(ui, "set.sound", w("Read lines aloud", "朗读客户的话"), s.sound);
    toggle(ui, "set.exam", w("Exam conditions", "考试条件"), s.exam, true,
           w("No hints, one attempt, results after the wave", "没有提示,只有一次机会,测评结束后公布结果"));
    checkbox(ui, "set.agree", w("I have read the note", "我已阅读说明"), s.agree);
    gap(ui, 2);
    const std::string value = std::to_string(static_cast<int>(s.pace)) + " %";
    slider(ui, "set.pace", s.pace, {.step = 10, .label = w("Time to answer", "回答时间"), .value_text = value});
    if (slider(ui, "set.self", s.self,
               {.step = 25,
                .label = w("How well did you listen?", "你觉得自己倾听得如何?"),
                .low = w("not at all", "完全没有"),
                .high = w("fully", "非常好"),
                .unset = s.unset,
                .marks = true}))
        s.unset = false;
    end_card(ui);
    gap(ui, 4);
    chip(ui, "chip.retail", w("Retail", "零售"), s.retail);
    inline_gap(ui, 2);
    chip(ui, "chip.phone", w("Phone", "电话"), false, Icon::phone);
    inline_gap(ui, 2);
    tag(ui, w("Hard", "困难"), Tone::warn, Icon::flag);
    inline_gap(ui, 2);
    tag(ui, w("Passed", "已通过"), Tone::good, Icon::check);
    inline_gap(ui, 2);
    tag(ui, w("Missed", "错过"), Tone::bad, Icon::cross);
    inline_gap(ui, 2);
    tag(ui, w("6 min", "6 分钟"), Tone::neutral, Icon::clock);
}

void fields(Ui& ui, GalleryState& s, const Words& w) {
    search_field(ui, "gallery.search", s.search, w("Search scenarios", "搜索情景"));
    gap(ui, 3);
    text_area(ui, "reply.text", s.long_reply,
              {.field = {.label = w("Your reply", "你的回复"),
                         .note = w("Enter sends, Shift+Enter starts a new line", "Enter 发送,Shift+Enter 换行")},
               .enter_submits = true});
    gap(ui, 3);
    text_field(ui, "name.text", s.reply,
               {.label = w("Name", "姓名"),
                .placeholder = w("As on your badge", "与工牌一致"),
                .error = w("Please enter a name", "请填写姓名")});
    gap(ui, 4);
    notice(ui, "note.private",
           w("Practice is private: nobody sees your attempts.", "练习是私密的:没有人会看到你的尝试。"), Tone::accent,
           Icon::lock);
    gap(ui, 4);
    section_heading(ui, w("Five questions", "五个维度"), w("you ▎ result ▬", "自评 ▎结果 ▬"));
    const std::pair<const char*, float> bars[] = {{w("Listening", "倾听"), 0.8F}, {w("Empathy", "共情"), 0.45F}};
    for (const auto& [name, value] : bars) {
        text(ui, name);
        progress_bar(ui, std::string("bar.") + name, value, value > 0.6F ? Tone::good : Tone::warn, 0, 8, 0.6F);
        gap(ui, 2);
    }
    gap(ui, 2);
    spinner(ui);
    inline_gap(ui, 3);
    link(ui, "gallery.link", w("Why these points?", "为什么是这个分数?"));
    inline_gap(ui, 3);
    key_cap(ui, "Ctrl+Z");
    gap(ui, 4);
    for (int i = 1; i < static_cast<int>(Icon::count); ++i) {
        icon(ui, static_cast<Icon>(i), 22, i % 7 == 3 ? Token::accent : Token::ink_soft);
        if (i % 14 != 0) inline_gap(ui, 1);
    }
}

} // namespace

void draw_gallery(Ui& ui, GalleryState& s) {
    const Words w{s.chinese};
    rail(ui, w);
    ImGui::SameLine(0, 0);
    transcript(ui, w);
    ImGui::SameLine(0, 0);
    begin_panel(ui, "gallery.controls", 560, 0, {.padding = 24});
    controls(ui, s, w);
    end_panel(ui);
    ImGui::SameLine(0, 0);
    begin_panel(ui, "gallery.fields", 0, 0, {.padding = 24, .border_left = true});
    fields(ui, s, w);
    end_panel(ui);
    if (s.dialog) {
        begin_dialog(ui, "leave", w("Leave the call?", "要离开这次通话吗?"),
                     {.close_label = w("Close", "关闭"), .icon = Icon::pause});
        text(ui, w("Your place is kept. You can go on from here at any time.", "进度已经保存,随时可以从这里继续。"),
             soft_style);
        gap(ui, 5);
        const char* stay = w("Stay", "留下");
        const char* leave = w("Leave", "离开");
        align_right(ui, button_size(ui, stay).x + button_size(ui, leave, {.kind = ButtonKind::primary}).x + ui.px(12),
                    false);
        if (button(ui, "leave.stay", stay)) s.dialog = false;
        inline_gap(ui, 3);
        if (button(ui, "leave.go", leave, {.kind = ButtonKind::primary})) s.dialog = false;
        if (end_dialog(ui)) s.dialog = false;
    }
}

} // namespace rapport::gui
