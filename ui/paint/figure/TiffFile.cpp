#include "VoxelscopeVersion.h"
#include "core/base/Error.h"
#include "ui/paint/figure/FormatFiles.h"

#include <tiffio.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <vector>

namespace vxs::paint {
namespace {

/// A file in memory for libtiff.
struct Memory {
  std::string bytes;
  std::size_t at = 0;
};

tmsize_t readMemory(thandle_t handle, void* data, tmsize_t size) {
  auto& memory = *static_cast<Memory*>(handle);
  const std::size_t left = memory.bytes.size() - std::min(memory.at, memory.bytes.size());
  const std::size_t count = std::min(left, static_cast<std::size_t>(size));
  std::memcpy(data, memory.bytes.data() + memory.at, count);
  memory.at += count;
  return static_cast<tmsize_t>(count);
}

tmsize_t writeMemory(thandle_t handle, void* data, tmsize_t size) {
  auto& memory = *static_cast<Memory*>(handle);
  const auto count = static_cast<std::size_t>(size);
  if (memory.bytes.size() < memory.at + count) memory.bytes.resize(memory.at + count);
  std::memcpy(memory.bytes.data() + memory.at, data, count);
  memory.at += count;
  return size;
}

toff_t seekMemory(thandle_t handle, toff_t offset, int whence) {
  auto& memory = *static_cast<Memory*>(handle);
  const std::size_t base = whence == SEEK_CUR ? memory.at : whence == SEEK_END ? memory.bytes.size() : 0;
  memory.at = base + static_cast<std::size_t>(offset);
  return memory.at;
}

int closeMemory(thandle_t) {
  return 0;
}

toff_t sizeOfMemory(thandle_t handle) {
  return static_cast<Memory*>(handle)->bytes.size();
}

struct Closer {
  void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
using Tiff = std::unique_ptr<TIFF, Closer>;

Tiff openMemory(Memory& memory, const char* mode) {
  return Tiff(TIFFClientOpen("figure", mode, &memory, readMemory, writeMemory, seekMemory, closeMemory,
                             sizeOfMemory, nullptr, nullptr));
}

Tiff openFile(const std::filesystem::path& file) {
  TIFFSetErrorHandler(nullptr);  // what is wrong is said by our own errors
  TIFFSetWarningHandler(nullptr);
  Tiff tiff(TIFFOpen(file.c_str(), "r"));
  if (!tiff) throw Error(file.string() + " is not a TIFF file that can be read");
  return tiff;
}

}  // namespace

std::string tiffBytes(const QImage& image, double dpi, const std::string& recipe) {
  const bool alpha = image.hasAlphaChannel();
  const QImage rows =
      image.convertToFormat(alpha ? QImage::Format_RGBA8888_Premultiplied : QImage::Format_RGB888);
  Memory memory;
  {
    const Tiff tiff = openMemory(memory, "w");
    if (!tiff) throw Error("cannot begin a TIFF file");
    TIFF* t = tiff.get();
    TIFFSetField(t, TIFFTAG_IMAGEWIDTH, static_cast<std::uint32_t>(rows.width()));
    TIFFSetField(t, TIFFTAG_IMAGELENGTH, static_cast<std::uint32_t>(rows.height()));
    TIFFSetField(t, TIFFTAG_BITSPERSAMPLE, 8);
    TIFFSetField(t, TIFFTAG_SAMPLESPERPIXEL, alpha ? 4 : 3);
    if (alpha) {
      const std::uint16_t kind = EXTRASAMPLE_ASSOCALPHA;
      TIFFSetField(t, TIFFTAG_EXTRASAMPLES, 1, &kind);
    }
    TIFFSetField(t, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_RGB);
    TIFFSetField(t, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(t, TIFFTAG_COMPRESSION, COMPRESSION_ADOBE_DEFLATE);
    TIFFSetField(t, TIFFTAG_PREDICTOR, PREDICTOR_HORIZONTAL);
    TIFFSetField(t, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
    TIFFSetField(t, TIFFTAG_XRESOLUTION, dpi);
    TIFFSetField(t, TIFFTAG_YRESOLUTION, dpi);
    TIFFSetField(t, TIFFTAG_ROWSPERSTRIP, 64);
    TIFFSetField(t, TIFFTAG_SOFTWARE, "Voxelscope " VOXELSCOPE_VERSION);
    TIFFSetField(t, TIFFTAG_IMAGEDESCRIPTION, recipe.c_str());
    std::vector<std::uint8_t> row(static_cast<std::size_t>(rows.width()) * (alpha ? 4 : 3));
    for (int y = 0; y < rows.height(); ++y) {
      std::memcpy(row.data(), rows.constScanLine(y), row.size());  // the predictor changes the buffer
      if (TIFFWriteScanline(t, row.data(), static_cast<std::uint32_t>(y)) != 1)
        throw Error("cannot write a row of a TIFF file");
    }
    if (TIFFFlush(t) != 1) throw Error("cannot finish a TIFF file");
  }
  return std::move(memory.bytes);
}

std::string tiffDescription(const std::filesystem::path& file) {
  const Tiff tiff = openFile(file);
  const char* text = nullptr;
  return TIFFGetField(tiff.get(), TIFFTAG_IMAGEDESCRIPTION, &text) == 1 && text ? text : "";
}

QImage tiffImage(const std::filesystem::path& file) {
  const Tiff tiff = openFile(file);
  std::uint32_t width = 0, height = 0;
  TIFFGetField(tiff.get(), TIFFTAG_IMAGEWIDTH, &width);
  TIFFGetField(tiff.get(), TIFFTAG_IMAGELENGTH, &height);
  if (width == 0 || height == 0 || width > 30000 || height > 30000)
    throw Error(file.string() + " is not a picture of a usable size");
  QImage image(static_cast<int>(width), static_cast<int>(height), QImage::Format_RGBA8888_Premultiplied);
  if (image.isNull() ||
      TIFFReadRGBAImageOriented(tiff.get(), width, height, reinterpret_cast<std::uint32_t*>(image.bits()),
                                ORIENTATION_TOPLEFT, 1) != 1)
    throw Error(file.string() + " is damaged: its pixels cannot be read");
  return image;
}

}  // namespace vxs::paint
