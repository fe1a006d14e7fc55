#include "core/nsd/Captions.h"

#include "core/base/Error.h"

#include <nlohmann/json.hpp>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>

namespace vxs::nsd {
namespace {

using Json = nlohmann::json;

std::string trimmed(const std::string& text) {
  const char* kSpace = " \t\r\n\f\v";
  const std::size_t first = text.find_first_not_of(kSpace);
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

/// Takes annotations[*].image_id and .caption as they pass by. Depths: 1 the document, 2 the list, 3 one
/// annotation.
class CaptionHandler : public nlohmann::json_sax<Json> {
 public:
  explicit CaptionHandler(CaptionsByImage& wanted) : m_wanted(wanted) {}
  bool sawAnnotations() const { return m_sawAnnotations; }

  bool null() override { return scalar(); }
  bool boolean(bool) override { return scalar(); }
  bool number_integer(number_integer_t value) override { return number(value); }
  bool number_unsigned(number_unsigned_t value) override { return number(static_cast<std::int64_t>(value)); }
  bool number_float(number_float_t, const string_t&) override { return scalar(); }
  bool binary(binary_t&) override { return scalar(); }

  bool string(string_t& value) override {
    if (m_depth == 3 && m_inside && m_key == "caption") m_caption = value;
    return scalar();
  }

  bool key(string_t& name) override {
    if (m_depth == 1 || m_depth == 3) m_key = name;
    return true;
  }

  bool start_object(std::size_t) override {
    ++m_depth;
    if (m_depth == 3 && m_inside) {
      m_imageId.reset();
      m_caption.reset();
    }
    return checkDepth();
  }

  bool end_object() override {
    if (m_depth == 3 && m_inside) finishAnnotation();
    --m_depth;
    return true;
  }

  bool start_array(std::size_t) override {
    if (m_depth == 1 && m_key == "annotations") m_inside = m_sawAnnotations = true;
    ++m_depth;
    return checkDepth();
  }

  bool end_array() override {
    if (--m_depth == 1) m_inside = false;
    return true;
  }

  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
    throw Error("it is no valid JSON near byte " + std::to_string(position));
  }

 private:
  bool number(std::int64_t value) {
    if (m_depth == 3 && m_inside && m_key == "image_id") m_imageId = value;
    return scalar();
  }

  bool scalar() const {
    if (m_depth == 2 && m_inside) throw Error("'annotations' holds something that is not an object");
    return true;
  }

  bool checkDepth() const {
    if (m_depth > 200) throw Error("it is nested too deeply");
    return true;
  }

  void finishAnnotation() {
    if (!m_imageId || !m_caption) throw Error("an annotation lacks its image_id or its caption");
    const auto found = m_wanted.find(*m_imageId);
    if (found != m_wanted.end()) found->second.push_back(trimmed(*m_caption));
  }

  CaptionsByImage& m_wanted;
  int m_depth = 0;
  bool m_inside = false, m_sawAnnotations = false;
  std::string m_key;
  std::optional<std::int64_t> m_imageId;
  std::optional<std::string> m_caption;
};

}  // namespace

void readCocoCaptions(const std::filesystem::path& path, CaptionsByImage& wanted) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw Error("cannot read " + path.string() + ": " + std::strerror(errno));
  CaptionHandler handler(wanted);
  try {
    Json::sax_parse(stream, &handler);
    if (!handler.sawAnnotations()) throw Error("it has no list 'annotations'");
  } catch (const Error& error) {
    throw Error("cannot read " + path.string() + ": " + error.message());
  }
}

}  // namespace vxs::nsd
