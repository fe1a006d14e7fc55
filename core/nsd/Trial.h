#pragma once

#include <cstdint>

namespace vxs::nsd {

inline constexpr int kTrialsPerSession = 750;

/// One stimulus presentation.
struct Trial {
  int number = 0;          ///< 1-based, chronological over all sessions, as in subjectN_repM
  int session = 0;         ///< 1-based
  int indexInSession = 0;  ///< 0-based frame of betas_sessionBB
  std::int32_t nsdId = 0;  ///< 0-based image: row of nsd_stim_info_merged.csv and of imgBrick
  int repeat = 0;          ///< 0-based: how often this subject had seen the image before
  bool shared = false;     ///< one of the shared1000 images (first 1000 of subjectim)
};

}  // namespace vxs::nsd
