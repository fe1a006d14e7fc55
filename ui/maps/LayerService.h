#pragma once

#include "core/train/LayerMaps.h"
#include "ui/session/Session.h"

namespace vxs::ui {

using LayerMapsPtr = std::shared_ptr<const train::LayerMaps>;

/// The layer preference of the open run's voxels: read where a result lies, found anew on request, both in
/// the background. Knows no widget.
class LayerService : public QObject {
  Q_OBJECT
 public:
  explicit LayerService(Session& session, QObject* parent = nullptr);

  const LayerMapsPtr& maps() const { return m_maps; }  ///< null when there is none
  /// Why there is none, and what makes it; empty when there is.
  const QString& reason() const { return m_reason; }
  bool finding() const { return m_finding; }
  /// Whose layers find() finds: "image", "text" or "both"; at first those of the result that is there.
  const QString& tower() const { return m_tower; }
  void setTower(const QString& tower);
  /// Whether find() would find something else than what is there.
  bool outdated() const { return !m_maps || m_tower != m_foundTower; }
  /// Reads the run's result anew.
  void load();
  /// Fits the layers in the background; progress and cancelling are in the status bar.
  void find();
  /// The same as find() for a shell; empty without a run.
  QString command() const;

 Q_SIGNALS:
  void changed();

 private:
  void adopt(LayerMapsPtr maps);
  void fail(const QString& reason);
  Session& m_session;
  LayerMapsPtr m_maps;
  QString m_reason;
  QString m_tower = QStringLiteral("image"), m_foundTower;
  bool m_finding = false;
};

}  // namespace vxs::ui
