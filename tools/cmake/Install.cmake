# `cmake --install build` and `cpack`: the tool, the plugin in a folder that
# names its LLVM, the CMake package, the manual page and completions.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set_target_properties(cleanexit PROPERTIES INSTALL_RPATH_USE_LINK_PATH ON)

set(CleanExitPluginDir ${CMAKE_INSTALL_LIBDIR}/cleanexit/llvm-${LLVM_VERSION_MAJOR})
install(TARGETS cleanexit RUNTIME)
install(TARGETS CleanExitTidy LIBRARY DESTINATION ${CleanExitPluginDir})

set(Package ${CMAKE_INSTALL_LIBDIR}/cmake/CleanExit)
configure_package_config_file(tools/cmake/CleanExitConfig.cmake.in CleanExitConfig.cmake
  INSTALL_DESTINATION ${Package} NO_CHECK_REQUIRED_COMPONENTS_MACRO
  PATH_VARS CMAKE_INSTALL_BINDIR CleanExitPluginDir)
write_basic_package_version_file(CleanExitConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/CleanExitConfig.cmake
  ${PROJECT_BINARY_DIR}/CleanExitConfigVersion.cmake DESTINATION ${Package})

# What the tool says of itself.
set(Written "")
foreach(Page IN ITEMS
    "man|${CMAKE_INSTALL_MANDIR}/man1|cleanexit.1"
    "completion bash|${CMAKE_INSTALL_DATADIR}/bash-completion/completions|cleanexit"
    "completion zsh|${CMAKE_INSTALL_DATADIR}/zsh/site-functions|_cleanexit"
    "completion fish|${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d|cleanexit.fish")
  string(REPLACE "|" ";" Page ${Page})
  list(POP_FRONT Page Words Folder Name)
  separate_arguments(Words)
  set(File ${PROJECT_BINARY_DIR}/share/${Name})
  add_custom_command(OUTPUT ${File} DEPENDS cleanexit VERBATIM
    COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/share
    COMMAND cleanexit ${Words} > ${File})
  install(FILES ${File} DESTINATION ${Folder})
  list(APPEND Written ${File})
endforeach()
add_custom_target(CleanExitPages ALL DEPENDS ${Written})

set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_NAME cleanexit)
set(CPACK_PACKAGE_CONTACT "CleanExit")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY
  "finds C and C++ cleanup code that waits, throws or talks to the network")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
find_program(DPKG_SHLIBDEPS dpkg-shlibdeps)
if(DPKG_SHLIBDEPS)
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
endif()
set(CPACK_DEBIAN_PACKAGE_DEPENDS
  "libclang-common-${LLVM_VERSION_MAJOR}-dev, libclang-cpp${LLVM_VERSION_MAJOR}") # it brings LLVM
set(CPACK_DEBIAN_PACKAGE_SUGGESTS clang-tidy-${LLVM_VERSION_MAJOR})
include(CPack)
