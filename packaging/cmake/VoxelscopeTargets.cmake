# How every target of the project is made: one place for language level, warnings, sanitizers and naming.

include(GNUInstallDirs)
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lib)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

find_program(VOXELSCOPE_CCACHE ccache)
if(VOXELSCOPE_CCACHE)
  set(CMAKE_C_COMPILER_LAUNCHER ${VOXELSCOPE_CCACHE})
  # time macros and precompiled headers would otherwise make every file a miss, and so would another clone's path
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${VOXELSCOPE_CCACHE})
endif()

add_library(vxs_options INTERFACE)
target_include_directories(vxs_options INTERFACE ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR}/generated)
target_compile_options(vxs_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
                                             -Woverloaded-virtual $<$<BOOL:${VOXELSCOPE_STRICT}>:-Werror>)
# GCC 12 warns of std::string's own assignment of a literal (its bug 105651); GCC 13 does not
if(VOXELSCOPE_STRICT AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(vxs_options INTERFACE -Wno-restrict)
endif()
target_compile_definitions(vxs_options INTERFACE QT_NO_KEYWORDS)
if(VOXELSCOPE_SANITIZER STREQUAL "address")
  target_compile_options(vxs_options INTERFACE -fsanitize=address,undefined -fno-omit-frame-pointer -O1)
  target_link_options(vxs_options INTERFACE -fsanitize=address,undefined)
elseif(VOXELSCOPE_SANITIZER STREQUAL "thread")
  target_compile_options(vxs_options INTERFACE -fsanitize=thread -O1)
  target_link_options(vxs_options INTERFACE -fsanitize=thread)
elseif(VOXELSCOPE_SANITIZER)
  message(FATAL_ERROR "VOXELSCOPE_SANITIZER must be empty, address or thread, not '${VOXELSCOPE_SANITIZER}'")
endif()

file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/generated/VoxelscopeVersion.h CONTENT
"#pragma once

#define VOXELSCOPE_VERSION \"${PROJECT_VERSION}\"
")

# vxs_library(NAME SOURCES ... [PUBLIC libs] [PRIVATE libs]): the static library vxs_NAME, alias vxs::NAME.
function(vxs_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(vxs_${name} STATIC ${ARG_SOURCES})
  add_library(vxs::${name} ALIAS vxs_${name})
  target_link_libraries(vxs_${name} PUBLIC vxs_options ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
endfunction()

# vxs_test(NAME SOURCES ... LINK ... [LABELS ...] [TIMEOUT s]): one doctest program for a folder; every test file becomes
# one ctest entry named NAME.File, so that a failure names the file that it is in.
function(vxs_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINK;LABELS" ${ARGN})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  add_executable(test-${name} ${PROJECT_SOURCE_DIR}/tests/support/DoctestMain.cpp ${ARG_SOURCES})
  target_link_libraries(test-${name} PRIVATE vxs_options ${ARG_LINK})
  target_compile_definitions(test-${name} PRIVATE
    VXS_TEST_REFERENCE_DIR="${PROJECT_SOURCE_DIR}/tests/reference"
    VXS_TEST_RENDER_DIR="${PROJECT_SOURCE_DIR}/tests/render"
    VXS_TEST_OUTPUT_DIR="${PROJECT_BINARY_DIR}/test-output")
  foreach(source IN LISTS ARG_SOURCES)
    get_filename_component(file ${source} NAME_WE)
    if(file MATCHES "Test$")
      add_test(NAME ${name}.${file} COMMAND test-${name} --no-version --source-file=*${file}.cpp)
      # OpenMP threads that spin at barriers make programs that share two cores many times slower
      set_tests_properties(${name}.${file} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
                           ENVIRONMENT OMP_WAIT_POLICY=passive)
    endif()
  endforeach()
endfunction()
