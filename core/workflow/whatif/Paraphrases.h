#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace vxs::workflow {

struct Paraphrase {
  std::string caption;
  std::string edits;  ///< what was done, e.g. "synonym big -> large, frame"
};

/// Up to `count` different rewordings of an English caption that keep its content, from a fixed set of rules
/// that chance (`seed`) combines, one to three a rewording:
///   synonym     a word or phrase for another of its group ("big" / "large", "next to" / "beside")
///   article     a / an / the
///   verb form   "is sitting" / "sits" / "sitting" for common verbs
///   order       the last phrase of place to the front ("on the beach a dog runs"); "A and B" / "B and A"
///   frame       "a photo of ...", "there is ...", "this picture shows ..."
/// Lower case, as BLIP reads captions. Fewer come back when the caption offers no more; none for an empty
/// one. The rules do not understand the caption: a rewording can be clumsy, never about something else.
std::vector<Paraphrase> paraphrasesOf(const std::string& caption, int count, std::uint64_t seed);

}  // namespace vxs::workflow
