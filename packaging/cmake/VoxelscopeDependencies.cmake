# Every third party in one place. Each is linked PRIVATE by the one folder that needs it (see ARCHITECTURE.md).

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(ZLIB REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(HDF5 REQUIRED COMPONENTS C)
find_package(ICU REQUIRED COMPONENTS uc)
pkg_check_modules(MATIO REQUIRED IMPORTED_TARGET matio)

# nifti_clib installs no config file of its own that both Debian releases share
find_path(NIFTI_INCLUDE_DIR nifti2_io.h PATH_SUFFIXES nifti REQUIRED)
find_library(NIFTI2_LIBRARY nifti2 REQUIRED)
find_library(NIFTI_ZNZ_LIBRARY znz REQUIRED)
add_library(vxs_nifti INTERFACE)
target_include_directories(vxs_nifti SYSTEM INTERFACE ${NIFTI_INCLUDE_DIR})
target_link_libraries(vxs_nifti INTERFACE ${NIFTI2_LIBRARY} ${NIFTI_ZNZ_LIBRARY} ZLIB::ZLIB m)

# C interface only: no C++ or parallel HDF5
add_library(vxs_hdf5 INTERFACE)
target_include_directories(vxs_hdf5 SYSTEM INTERFACE ${HDF5_C_INCLUDE_DIRS})
target_link_libraries(vxs_hdf5 INTERFACE ${HDF5_C_LIBRARIES})

find_package(OpenCV REQUIRED COMPONENTS core imgproc imgcodecs)
add_library(vxs_opencv INTERFACE)
target_include_directories(vxs_opencv SYSTEM INTERFACE ${OpenCV_INCLUDE_DIRS})
target_link_libraries(vxs_opencv INTERFACE opencv_core opencv_imgproc opencv_imgcodecs)

find_package(Torch REQUIRED)
add_library(vxs_torch INTERFACE)
target_include_directories(vxs_torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
target_link_libraries(vxs_torch INTERFACE ${TORCH_LIBRARIES})
# An OpenMP OpenBLAS shares Torch's threads; Debian's default pthread build fights them and can deadlock on fork().
# DT_RPATH (not RUNPATH) also applies to the libraries that ours pull in. Where the folder is absent nothing changes.
find_path(VOXELSCOPE_OPENMP_BLAS_DIR NAMES libblas.so.3
          PATHS /usr/lib/${CMAKE_LIBRARY_ARCHITECTURE}/openblas-openmp NO_DEFAULT_PATH)
if(VOXELSCOPE_OPENMP_BLAS_DIR)
  set(VXS_BLAS_LINK_OPTIONS "-Wl,--disable-new-dtags,-rpath,${VOXELSCOPE_OPENMP_BLAS_DIR}")
  target_link_options(vxs_torch INTERFACE ${VXS_BLAS_LINK_OPTIONS})
endif()

find_package(VTK REQUIRED COMPONENTS CommonCore CommonDataModel CommonExecutionModel CommonSystem RenderingCore
             RenderingOpenGL2 RenderingVolume RenderingVolumeOpenGL2)

if(VOXELSCOPE_GUI)
  find_package(Qt6 REQUIRED COMPONENTS Core Gui Widgets Svg)
  find_package(TIFF REQUIRED)
endif()
if(VOXELSCOPE_TESTS)
  find_package(doctest REQUIRED)
  if(VOXELSCOPE_GUI)
    find_package(Qt6 REQUIRED COMPONENTS Test)
  endif()
endif()
if(VOXELSCOPE_BENCHMARKS)
  find_package(benchmark)
endif()
