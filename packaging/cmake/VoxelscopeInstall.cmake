# Packages are made with CPack; what a target installs is said beside the target.
set(CPACK_PACKAGE_NAME voxelscope)
set(CPACK_PACKAGE_VENDOR "Voxelscope developers")
set(CPACK_PACKAGE_CONTACT "Voxelscope developers")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_GENERATOR DEB TGZ)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libopenblas0-openmp")
include(CPack)
