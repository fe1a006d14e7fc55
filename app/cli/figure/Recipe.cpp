#include "app/cli/figure/Recipe.h"

#include "VoxelscopeVersion.h"
#include "core/base/Error.h"

#include <nlohmann/json.hpp>

namespace vxs::cli {
namespace {

using Json = nlohmann::ordered_json;

template <class Value>
void put(Json& json, const char* name, const std::optional<Value>& value) {
  if (value) json[name] = *value;
}

template <class Value>
void get(const Json& json, const char* name, Value& value) {
  if (const auto found = json.find(name); found != json.end()) value = found->get<Value>();
}

template <class Value>
void get(const Json& json, const char* name, std::optional<Value>& value) {
  if (const auto found = json.find(name); found != json.end()) value = found->get<Value>();
}

void get(const Json& json, const char* name, std::filesystem::path& path) {
  if (const auto found = json.find(name); found != json.end()) path = found->get<std::string>();
}

void putPath(Json& json, const char* name, const std::filesystem::path& path) {
  // absolute, so that the figure can be made again from anywhere
  if (!path.empty()) json[name] = std::filesystem::absolute(path).lexically_normal().string();
}

}  // namespace

std::string toText(const Recipe& recipe) {
  Json json{{"voxelscope", VOXELSCOPE_VERSION}, {"figure", recipe.kind}};
  putPath(json, "run", recipe.run);
  if (recipe.trial > 0) json["trial"] = recipe.trial;
  putPath(json, "image", recipe.image);
  put(json, "caption", recipe.caption);
  if (recipe.kind == "preprocessing")
    json["encoder"] = recipe.encoder == "demo" ? "demo" : std::filesystem::absolute(recipe.encoder).string();
  json["widthMm"] = recipe.widthMm;
  json["heightMm"] = recipe.heightMm;
  json["dpi"] = recipe.dpi;
  if (!recipe.state.empty()) json["state"] = Json::parse(recipe.state);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Recipe recipeFromText(const std::string& text, const std::string& source) {
  try {
    const Json json = Json::parse(text);
    if (!json.is_object() || !json.contains("voxelscope") || !json.contains("figure"))
      throw Error(source + " is not a recipe of a Voxelscope figure");
    Recipe recipe;
    get(json, "figure", recipe.kind);
    get(json, "run", recipe.run);
    get(json, "trial", recipe.trial);
    get(json, "image", recipe.image);
    get(json, "caption", recipe.caption);
    get(json, "encoder", recipe.encoder);
    get(json, "widthMm", recipe.widthMm);
    get(json, "heightMm", recipe.heightMm);
    get(json, "dpi", recipe.dpi);
    if (json.contains("state")) recipe.state = json["state"].dump();
    return recipe;
  } catch (const Json::exception& error) {
    throw Error(source + " is not a recipe of a Voxelscope figure: " + error.what());
  }
}

}  // namespace vxs::cli
