#pragma once

#include <QString>
#include <QStringList>

#include <functional>

namespace vxs::ui {

/// The menus of the window, in their order. None: by key, script and “Find an action” only.
enum class Menu { File, Edit, View, Trials, Maps, Training, Tools, Help, None };

/// One thing that can be done in the window. Everything but name, text, tip and one of `run` and `runWith`
/// may be left out.
struct ActionSpec {
  QString name{};  ///< for scripts, never translated: "view.layout.slices"
  QString text{};  ///< in the menu, with & before its mnemonic
  QString tip{};   ///< a sentence: tooltip, status line, “Find an action”; nothing about scripts
  Menu menu = Menu::None;
  QString submenu{};   ///< its text, with mnemonic; empty: directly in the menu
  QString group{};     ///< actions of one group stay together between separators; "last": at the very end
  QStringList keys{};  ///< anywhere in the window: "Ctrl+O". No plain letters: they are typed into captions
  QStringList viewKeys{};  ///< while a view of the comparison has the focus: "R", "Space", "["
  QString
      shiftArgument{};  ///< given to runWith when a view key comes with Shift; empty: Shift makes it another
  bool repeats = true;  ///< a key held down does it again
  QString icon{};       ///< of resources/icons
  std::function<void()> run{};
  std::function<void(const QStringList&)>
      runWith{};           ///< instead of `run`, for what takes arguments in scripts
  QString arguments{};     ///< what runWith understands, e.g. "[VOXELS]"
  QString argumentsTip{};  ///< a sentence on them, for the list of actions and “Find an action” alone
  /// Whether, without arguments, it opens a dialog and waits for its answer, which a script cannot give.
  /// Empty: it never does.
  std::function<bool()> asks{};
  std::function<bool()> checked{};  ///< makes it a check mark
  std::function<bool()> enabled{};  ///< empty: always
  /// The voxelscope-cli command with the same result; empty text: none at the moment. Left out: the window's
  /// own command line with `--do NAME`.
  std::function<QString()> command{};
};

/// Something that a hand does in a view, for the list of keys.
struct Gesture {
  QString section;  ///< "In a slice"
  QString hand;     ///< "Right drag"
  QString does;     ///< "zoom"
};

/// The name of a menu with its mnemonic; empty for None.
QString menuTitle(Menu menu);
/// "&Open run…" as read: "Open run…".
QString plainText(QString text);

}  // namespace vxs::ui
