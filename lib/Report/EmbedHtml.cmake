# Writes OUT, an include file with DIR/Html.css as HtmlStyle and DIR/Html.js as
# HtmlScript:  cmake -DOUT=... -DDIR=... -P EmbedHtml.cmake
set(All "")
foreach(Part IN ITEMS "Style|css" "Script|js")
  string(REPLACE "|" ";" Part ${Part})
  list(POP_FRONT Part Name Ending)
  file(READ ${DIR}/Html.${Ending} Text)
  string(APPEND All "static constexpr llvm::StringLiteral Html${Name} = R\"part(${Text})part\";\n")
endforeach()
file(WRITE ${OUT} "${All}")
