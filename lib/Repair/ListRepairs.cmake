# Writes OUT, an include file with REPAIR(CatchAll, "catch-all") for each X.cpp
# of DIR that defines `const RepairKind X`:
#   cmake -DOUT=... -DDIR=... -P ListRepairs.cmake
file(GLOB Files ${DIR}/*.cpp)
list(SORT Files)
set(All "")
foreach(File IN LISTS Files)
  get_filename_component(Stem ${File} NAME_WE)
  file(STRINGS ${File} Definition REGEX "const RepairKind (cleanexit::)?${Stem}[ {=]")
  if(Definition)
    string(REGEX REPLACE "([a-z0-9])([A-Z])" "\\1-\\2" Name ${Stem})
    string(TOLOWER ${Name} Name)
    string(APPEND All "REPAIR(${Stem}, \"${Name}\")\n")
  endif()
endforeach()
file(WRITE ${OUT} "${All}")
