// One angry customer and her card, in both languages, for the tests of the recogniser.
#pragma once

#include "scoring/recogniser/recogniser.h"
#include "scoring/trainer/labelled_replies.h"

#include <fstream>
#include <string>

namespace rapport::scoring {

inline const SignTable& signs_of(Language language) {
    static const auto load = [](const char* name) {
        std::ifstream in(std::string(RAPPORT_SOURCE_DIR).append("/assets/signs/").append(name));
        return sign_table(in);
    };
    static const SignTable english = load("en.json"), chinese = load("zh.json");
    return language == Language::en ? english : chinese;
}

inline const Recogniser& recogniser() {
    static const Recogniser it(signs_of(Language::en), signs_of(Language::zh));
    return it;
}

inline Moment late_parcel(Language language) {
    Moment m;
    m.language = language;
    m.anger = 75;
    if (language == Language::en) {
        m.card = {"Ms Lopez",
                  {{"birthday lamp ordered on 2 May, $80"}, {"promised for 6 May, today is 9 May"}},
                  {{"furious"}, {"worried about the birthday"}},
                  {{"the lamp before Saturday"}},
                  {{"send a second lamp by express, there on 11 May"}, {"full refund within 3 working days"}},
                  {{"cash compensation"}}};
        m.customer =
            "Three days I have been waiting for this lamp and nobody tells me anything. It is a birthday present.";
    } else {
        m.card = {"张女士",
                  {{"5月2日订的台灯，80元"}, {"承诺5月6日到，今天5月9日还没到"}},
                  {{"愤怒"}, {"着急"}},
                  {{"周六前收到台灯"}},
                  {{"加急补发一盏，5月11日到"}, {"全额退款，3个工作日到账"}},
                  {{"现金赔偿"}}};
        m.customer = "台灯等了三天，一点消息都没有，这是生日礼物啊！";
    }
    for (std::size_t i = 0; i < first_fault; ++i) m.calls_for.add(behaviour_at(i));
    return m;
}

inline Recognition read(Language language, std::string_view reply) {
    return recogniser().read(reply, late_parcel(language));
}

} // namespace rapport::scoring
