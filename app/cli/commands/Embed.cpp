#include "app/cli/Checks.h"
#include "app/cli/Command.h"
#include "app/cli/Labels.h"
#include "app/cli/TextTable.h"
#include "core/workflow/Neural.h"

#include <nlohmann/json.hpp>

#include <ostream>

namespace vxs::cli {
namespace {

class EmbedCommand : public Command {
 public:
  CLI::App* declare(CLI::App& parent, CommonOptions& options) override {
    CLI::App* app =
        parent.add_subcommand("embed", "Write BLIP's features of one picture and caption to a .npy file");
    app->add_option("--encoder", m_params.encoder, "Folder with BLIP's weights, or demo")
        ->type_name("DIR|demo")
        ->capture_default_str();
    app->add_option("--image", m_params.image, "Picture (PNG or JPEG); not for mode text")->type_name("FILE");
    m_caption =
        app->add_option("--caption", m_params.caption, "Caption; not for mode image")->type_name("TEXT");
    app->add_option("--mode", m_params.mode, "image, text or multimodal")
        ->check(oneOf({"image", "text", "multimodal"}))
        ->capture_default_str()
        ->type_name("MODE");
    app->add_option("--out", m_params.out, "File to write")->required()->type_name("FILE.npy");
    addDevice(*app, options);
    addJsonAndThreads(*app, options);
    app->footer(
        "The array is float32 [tokens, width], for NumPy and other tools.\n\nExamples:\n"
        "  voxelscope-cli embed --encoder demo --image dog.jpg --caption \"a dog\" --out dog.npy\n"
        "  voxelscope-cli embed --encoder /models/blip-base --mode image --image dog.jpg --out "
        "dog-image.npy");
    return app;
  }

  bool neural() const override { return true; }

  nlohmann::ordered_json run(Session& session) override {
    if (m_params.mode != "image" && m_caption->count() == 0)
      throw UsageError("mode " + m_params.mode + " needs --caption (which may be empty)");
    if (m_params.mode != "text" && m_params.image.empty())
      throw UsageError("mode " + m_params.mode + " needs --image");
    const workflow::EmbedResult result = session.neural().embed(m_params, session.progress());
    if (result.demo) session.tables() << honestyLine(false, true) << '\n';
    printFields(session.tables(),
                {{"File", result.out.string()},
                 {"Encoder", result.encoder},
                 {"Mode", m_params.mode},
                 {"Shape", std::to_string(result.tokens) + " x " + std::to_string(result.width)}});
    return {{"command", "embed"},        {"out", result.out.string()},
            {"encoder", result.encoder}, {"demoEncoder", result.demo},
            {"mode", m_params.mode},     {"shape", {result.tokens, result.width}}};
  }

 private:
  workflow::EmbedParams m_params;
  CLI::Option* m_caption = nullptr;
};

}  // namespace

std::unique_ptr<Command> makeEmbedCommand() {
  return std::make_unique<EmbedCommand>();
}

}  // namespace vxs::cli
