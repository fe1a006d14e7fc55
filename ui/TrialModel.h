#pragma once

#include "ui/Session.h"

#include <QAbstractListModel>
#include <QHash>
#include <QPixmap>
#include <QSet>

namespace vxs::ui {

/// The images of the run as a list; thumbnails are read in the background when a row is first drawn.
class TrialModel : public QAbstractListModel {
  Q_OBJECT
 public:
  enum Role { CaptionRole = Qt::UserRole, TrialsRole, UseRole, UseTextRole, PatternRRole, FilterRole };
  explicit TrialModel(Session& session, QObject* parent = nullptr);

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;

  static constexpr int kThumbnailSide = 64;

 private:
  void requestThumbnail(int row) const;
  QString describe(const TrialItem& item) const;

  Session& m_session;
  mutable QHash<int, QPixmap> m_thumbnails;
  mutable QSet<int> m_requested;
};

/// What a person calls an image's part in the training: "test", "seen in training".
QString useText(ImageUse use);

}  // namespace vxs::ui
