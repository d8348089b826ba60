// What a team's server has besides the tables: roles, rules for rows, and the functions by which accounts do what they
// may not do with the tables themselves. Used inside this module only.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace rapport::records {

inline constexpr int team_objects_version = 1;

// Group roles nobody can log in as; accounts are members of them.
inline constexpr std::array<std::string_view, 5> team_roles{"rapport_desk", "rapport_trainee", "rapport_trainer",
                                                            "rapport_overview", "rapport_admin"};

// One script of SQL for the owner of the tables. Doing it again repairs what somebody has changed and loses nothing.
std::string team_objects_script();

} // namespace rapport::records
