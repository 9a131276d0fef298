# Writes OUT, an include file with MODEL("posix.yaml", R"model(...)model") for
# each *.yaml of DIR and of folders in it:  cmake -DOUT=... -DDIR=... -P EmbedModels.cmake
cmake_minimum_required(VERSION 3.25)
file(GLOB_RECURSE Files RELATIVE ${DIR} ${DIR}/*.yaml)
list(SORT Files)
set(All "")
foreach(File IN LISTS Files)
  file(READ ${DIR}/${File} Text)
  string(APPEND All "MODEL(\"${File}\", R\"model(${Text})model\")\n")
endforeach()
file(WRITE ${OUT}.new "${All}")
file(COPY_FILE ${OUT}.new ${OUT} ONLY_IF_DIFFERENT)
