# Writes OUT, an include file with MODEL("posix.yaml", R"model(...)model") for
# each *.yaml of DIR:  cmake -DOUT=... -DDIR=... -P EmbedModels.cmake
cmake_minimum_required(VERSION 3.25)
file(GLOB Files ${DIR}/*.yaml)
list(SORT Files)
set(All "")
foreach(File IN LISTS Files)
  get_filename_component(Name ${File} NAME)
  file(READ ${File} Text)
  string(APPEND All "MODEL(\"${Name}\", R\"model(${Text})model\")\n")
endforeach()
file(WRITE ${OUT}.new "${All}")
file(COPY_FILE ${OUT}.new ${OUT} ONLY_IF_DIFFERENT)
