# Writes OUT, an include file with MACRO(Sarif, "sarif") for each X.cpp of DIR
# that defines `const TYPE X`:
#   cmake -DOUT=... -DDIR=... -DTYPE=Format -DMACRO=FORMAT -P ListDefined.cmake
file(GLOB Files ${DIR}/*.cpp)
list(SORT Files)
set(All "")
foreach(File IN LISTS Files)
  get_filename_component(Stem ${File} NAME_WE)
  file(STRINGS ${File} Definition REGEX "const ${TYPE} (cleanexit::)?${Stem}[ {=]")
  if(Definition)
    string(REGEX REPLACE "([a-z0-9])([A-Z])" "\\1-\\2" Name ${Stem})
    string(TOLOWER ${Name} Name)
    string(APPEND All "${MACRO}(${Stem}, \"${Name}\")\n")
  endif()
endforeach()
file(WRITE ${OUT} "${All}")
