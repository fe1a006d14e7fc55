#pragma once

#include "ui/session/Session.h"

#include <QAbstractListModel>
#include <QHash>
#include <QPixmap>
#include <QSet>

namespace vxs::ui {

class MapsModel;

/// The images of the run as a list; thumbnails are read in the background when a row is first drawn.
class TrialModel : public QAbstractListModel {
  Q_OBJECT
 public:
  enum Role {
    CaptionRole = Qt::UserRole,
    TrialsRole,
    UseRole,
    UseTextRole,
    PatternRRole,    ///< over the mask, from the evaluation, else as far as predicted in the window
    RegionRRole,     ///< over the region that the maps are restricted to
    BrushRRole,      ///< over the brushed voxels
    RegionNameRole,  ///< of that region; empty when there is none
    FirstTrialRole,
    FilterRole
  };
  explicit TrialModel(Session& session, QObject* parent = nullptr);

  /// Takes scores of the test images from there.
  void follow(MapsModel& maps);
  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;

  static constexpr int kThumbnailSide = 64;

 private:
  void requestThumbnail(int row) const;
  QString describe(const TrialItem& item) const;
  QVariant scoreAt(int row, int role) const;
  /// Lines of the tooltip: its scores and whose they are; empty where the image has none.
  QString whoseScores(int row) const;

  Session& m_session;
  MapsModel* m_maps = nullptr;
  mutable QHash<int, QPixmap> m_thumbnails;
  mutable QSet<int> m_requested;
};

/// What a person calls an image's part in the training: "test", "seen in training".
QString useText(ImageUse use);

}  // namespace vxs::ui
