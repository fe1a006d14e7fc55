#include "ui/workspace/SessionFile.h"

#include "VoxelscopeVersion.h"
#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "ui/workspace/SessionPaths.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace vxs::ui {

namespace fs = std::filesystem;

namespace {

constexpr int kVersion = 1;
constexpr std::uintmax_t kLargest = 64U << 20U;
const QLatin1String kMark("voxelscope-session");

QString text(const fs::path& path) {
  return QString::fromStdString(path.string());
}

void findRun(SessionFile& session, const QJsonObject& run, const fs::path& folder) {
  const fs::path absolute = run.value(QLatin1String("absolute")).toString().toStdString();
  const fs::path relative = run.value(QLatin1String("relative")).toString().toStdString();
  session.fingerprint = run.value(QLatin1String("fingerprint")).toString();
  if (absolute.empty()) return;
  std::vector<fs::path> places;
  if (!relative.empty()) places.push_back(absolutePath(folder / relative));
  places.push_back(absolute);
  for (const fs::path& place : places) {
    const QString found = runFingerprint(place);
    if (found.isEmpty()) continue;
    if (session.run.empty() || found == session.fingerprint) session.run = place;
    if (found == session.fingerprint) return;
  }
  if (session.run.empty())
    throw Error("its run is neither at " + places.back().string() +
                (places.size() > 1 ? " nor at " + places.front().string() : std::string()));
  session.runChanged = true;
}

QJsonObject parsed(const std::string& content) {
  const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(content));
  if (!document.isObject()) throw Error("not a session of Voxelscope, or cut off");
  const QJsonObject json = document.object();
  const int version = json.value(kMark).toInt(0);
  if (version < 1) throw Error("not a session of Voxelscope");
  if (version > kVersion)
    throw Error("a session of a newer Voxelscope (format " + std::to_string(version) + ")");
  if (!json.value(QLatin1String("state")).isObject()) throw Error("damaged: it holds no state");
  return json;
}

/// The state of a file, also of one that an earlier version wrote.
QJsonObject readState(const QJsonValue& value, const fs::path& folder) {
  QJsonObject parts = withFoundPaths(value.toObject(), folder);
  if (const QLatin1String maximised("maximised"); !parts.isEmpty() && !parts.contains(maximised))
    parts[maximised] = QString();
  return parts;
}

}  // namespace

QString runFingerprint(const fs::path& run) {
  QFile file(text(run / "run.json"));
  if (!file.open(QIODevice::ReadOnly)) return {};
  return QString::fromLatin1(QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256).toHex());
}

QByteArray sessionJson(const SessionFile& session, const fs::path& folder) {
  QJsonArray steps;
  for (const TeachingStep& step : session.steps)
    steps << QJsonObject{{QStringLiteral("title"), step.title},
                         {QStringLiteral("text"), step.text},
                         {QStringLiteral("state"), withRelativePaths(step.state.parts, folder)}};
  const QJsonObject run{{QStringLiteral("absolute"), text(absolutePath(session.run))},
                        {QStringLiteral("relative"), relativePath(session.run, folder)},
                        {QStringLiteral("fingerprint"), session.fingerprint}};
  const QJsonObject window{{QStringLiteral("geometry"), QString::fromLatin1(session.geometry.toBase64())},
                           {QStringLiteral("docks"), QString::fromLatin1(session.docks.toBase64())},
                           {QStringLiteral("docksVersion"), session.docksVersion}};
  QJsonObject json{{kMark, kVersion},
                   {QStringLiteral("program"), QStringLiteral(VOXELSCOPE_VERSION)},
                   {QStringLiteral("saved"), session.saved.toString(Qt::ISODate)},
                   {QStringLiteral("run"), run},
                   {QStringLiteral("state"), withRelativePaths(session.state.parts, folder)},
                   {QStringLiteral("window"), window},
                   {QStringLiteral("steps"), steps},
                   {QStringLiteral("step"), session.step},
                   {QStringLiteral("ended"), session.ended}};
  if (!session.file.empty()) {
    json[QLatin1String("file")] = text(absolutePath(session.file));
    json[QLatin1String("changed")] = session.changed;
  }
  return QJsonDocument(json).toJson();
}

void writeSession(const SessionFile& session, const fs::path& file) {
  const QByteArray json = sessionJson(session, absolutePath(file).parent_path());
  writeFileAtomically(file, std::string_view(json.constData(), static_cast<std::size_t>(json.size())));
}

SessionFile readSession(const fs::path& file) {
  return withContext("opening the session " + file.string(), [&] {
    const QJsonObject json = parsed(readFile(file, kLargest));
    const fs::path folder = absolutePath(file).parent_path();
    SessionFile session;
    session.program = json.value(QLatin1String("program")).toString();
    session.saved = QDateTime::fromString(json.value(QLatin1String("saved")).toString(), Qt::ISODate);
    session.state.parts = readState(json.value(QLatin1String("state")), folder);
    const QJsonObject window = json.value(QLatin1String("window")).toObject();
    session.geometry = QByteArray::fromBase64(window.value(QLatin1String("geometry")).toString().toLatin1());
    session.docks = QByteArray::fromBase64(window.value(QLatin1String("docks")).toString().toLatin1());
    session.docksVersion = window.value(QLatin1String("docksVersion")).toInt();
    session.ended = json.value(QLatin1String("ended")).toBool(true);
    for (const QJsonValue& step : json.value(QLatin1String("steps")).toArray())
      session.steps << TeachingStep{step[QLatin1String("title")].toString(),
                                    step[QLatin1String("text")].toString(),
                                    WorkspaceState{readState(step[QLatin1String("state")], folder)}};
    session.step = json.value(QLatin1String("step")).toInt();
    session.file = json.value(QLatin1String("file")).toString().toStdString();
    session.changed = json.value(QLatin1String("changed")).toBool();
    findRun(session, json.value(QLatin1String("run")).toObject(), folder);
    return session;
  });
}

}  // namespace vxs::ui
