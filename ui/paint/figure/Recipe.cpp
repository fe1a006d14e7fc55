#include "ui/paint/figure/Recipe.h"

#include "VoxelscopeVersion.h"
#include "core/base/Error.h"
#include "ui/paint/figure/MapStatistic.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace vxs::paint {
namespace {

using Json = nlohmann::ordered_json;

template <class Value>
void get(const Json& json, const char* name, Value& value) {
  if (const auto found = json.find(name); found != json.end()) value = found->get<Value>();
}

void get(const Json& json, const char* name, std::filesystem::path& path) {
  if (const auto found = json.find(name); found != json.end()) path = found->get<std::string>();
}

void putPath(Json& json, const char* name, const std::filesystem::path& path) {
  // absolute, so that the figure can be made again from anywhere
  if (!path.empty()) json[name] = std::filesystem::absolute(path).lexically_normal().string();
}

/// An option, of which a path is absolute as well.
std::string stated(const std::string& name, const std::string& value) {
  const bool path = name == "second" || name == "evaluation" || (name == "map" && isMapFile(value));
  return path && !value.empty() ? std::filesystem::absolute(value).lexically_normal().string() : value;
}

void putPage(Json& json, const PageSetup& page) {
  json["widthMm"] = page.size.widthMm;
  json["heightMm"] = page.size.heightMm;
  json["dpi"] = page.size.dpi;
  json["background"] = toString(page.background);
  if (!page.fontFamily.empty()) json["font"] = page.fontFamily;
  json["fontPt"] = page.fontPt;
}

/// A recipe from elsewhere may say anything; sizes that no figure has are refused here.
PageSetup pageFrom(const Json& json, const std::string& source) {
  PageSetup page;
  get(json, "widthMm", page.size.widthMm);
  get(json, "heightMm", page.size.heightMm);
  get(json, "dpi", page.size.dpi);
  get(json, "font", page.fontFamily);
  get(json, "fontPt", page.fontPt);
  std::string background = toString(page.background);
  get(json, "background", background);
  page.background = backgroundFrom(background);
  const auto within = [&](const char* name, double value, double low, double high) {
    if (!(value >= low && value <= high))
      throw Error(source + ": " + name + " of " + std::to_string(value) + " is not between " +
                  std::to_string(int(low)) + " and " + std::to_string(int(high)));
  };
  within("widthMm", page.size.widthMm, 10, 2000);
  if (page.size.heightMm != 0) within("heightMm", page.size.heightMm, 10, 2000);
  within("dpi", page.size.dpi, 30, 1200);
  within("fontPt", page.fontPt, 3, 72);
  return page;
}

Recipe recipeFrom(const Json& json, const std::string& source) {
  if (!json.is_object() || !json.contains("voxelscope") || !json.contains("figure"))
    throw Error(source + " is not a recipe of a Voxelscope figure");
  Recipe recipe;
  get(json, "voxelscope", recipe.version);
  get(json, "figure", recipe.kind);
  get(json, "run", recipe.run);
  get(json, "trial", recipe.trial);
  get(json, "image", recipe.image);
  if (json.contains("caption")) recipe.caption = json["caption"].get<std::string>();
  get(json, "threads", recipe.threads);
  if (recipe.threads < 0 || recipe.threads > 1024)
    throw Error(source + ": " + std::to_string(recipe.threads) + " is no number of threads");
  get(json, "encoder", recipe.encoder);
  get(json, "options", recipe.options);
  recipe.page = pageFrom(json, source);
  if (json.contains("panels"))
    for (const Json& panel : json["panels"]) recipe.panels.push_back(recipeFrom(panel, source));
  if (json.contains("state")) recipe.state = json["state"].dump();
  get(json, "sha256", recipe.hashes);
  return recipe;
}

Json jsonOf(const Recipe& recipe) {
  Json json{{"voxelscope", VOXELSCOPE_VERSION}, {"figure", recipe.kind}};
  putPath(json, "run", recipe.run);
  if (recipe.trial > 0) json["trial"] = recipe.trial;
  putPath(json, "image", recipe.image);
  if (recipe.caption) json["caption"] = *recipe.caption;
  if (recipe.threads > 0) json["threads"] = recipe.threads;
  if (recipe.kind == "preprocessing")
    json["encoder"] = recipe.encoder == "demo" ? "demo" : std::filesystem::absolute(recipe.encoder).string();
  Json options = Json::object();
  for (const auto& [name, value] : recipe.options)
    if (!value.empty()) options[name] = stated(name, value);
  if (!options.empty()) json["options"] = options;
  putPage(json, recipe.page);
  if (!recipe.state.empty()) json["state"] = Json::parse(recipe.state);
  if (!recipe.hashes.empty()) json["sha256"] = recipe.hashes;
  for (const Recipe& panel : recipe.panels) json["panels"].push_back(jsonOf(panel));
  return json;
}

}  // namespace

std::string Recipe::option(const std::string& name, const std::string& otherwise) const {
  const auto found = options.find(name);
  return found == options.end() || found->second.empty() ? otherwise : found->second;
}

const char* toString(Background background) {
  switch (background) {
    case Background::White:
      return "white";
    case Background::Black:
      return "black";
    case Background::Transparent:
      break;
  }
  return "transparent";
}

Background backgroundFrom(const std::string& name) {
  for (const Background each : {Background::White, Background::Black, Background::Transparent})
    if (name == toString(each)) return each;
  throw UsageError("'" + name + "' is not a background: use white, black or transparent");
}

std::string toText(const Recipe& recipe) {
  return jsonOf(recipe).dump(-1, ' ', false, Json::error_handler_t::replace);
}

Recipe recipeFromText(const std::string& text, const std::string& source) {
  try {
    return recipeFrom(Json::parse(text), source);
  } catch (const Json::exception&) {
    throw Error(source + " is not a recipe of a Voxelscope figure, or is damaged");
  }
}

}  // namespace vxs::paint
