#include "core/base/Error.h"

namespace vxs {

Error::Error(std::string message) : m_message(std::move(message)), m_what(m_message) {}

void Error::addContext(std::string context) {
  m_context.push_back(std::move(context));
  m_what = m_message + " (";
  for (std::size_t i = 0; i < m_context.size(); ++i) m_what += (i ? "; while " : "while ") + m_context[i];
  m_what += ")";
}

}  // namespace vxs
